import type { Place } from '../model/place.ts';

/** What a format may adapt to. */
export interface Look {
  /** Columns of the terminal; 80 for files. */
  readonly columns: number;
  readonly color: boolean;
  /** The command line that made the report, as one may type it again; absent where nobody typed one. */
  readonly command?: string;
  /** What made it: `weighbridge 0.1.0, Node v24.21.0, linux x64`. */
  readonly made?: string;
  /** A line of a file by its path in the repository, for annotations on it; null for what is no file of it. */
  readonly placeInRepository?: (place: Place) => Place | null;
}
