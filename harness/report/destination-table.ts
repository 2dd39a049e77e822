import type { Place } from '../model/place.ts';
import { wrapTight } from './break-long.ts';
import { columnsOf, printable } from './printable.ts';
import { shareText } from './share-text.ts';

/** One weighted destination. */
export interface DestinationLine {
  /** Empty where the destination is no single version. */
  readonly version: string;
  readonly share: number | null;
  readonly weight: string;
  readonly destination: string;
  readonly place: Place;
}

const HEAD = ['version', 'share', 'weight', 'destination'] as const;
const GAP = '  ';
const MOST_VERSION_COLUMNS = 28;
/** Narrower destinations cannot be read. */
const FEWEST_DESTINATION_COLUMNS = 20;

/** A place as an editor opens it. */
export function placeText({ file, line }: Place): string {
  return `${printable(file, Number.POSITIVE_INFINITY)}:${line}`;
}

/** Version, share, weight, destination and line of the file, aligned within `columns`; the file goes below where it does not fit. */
export function destinationTable(lines: readonly DestinationLine[], columns: number): readonly string[] {
  const rows = lines.map((line) => ({
    cells: [printable(line.version, MOST_VERSION_COLUMNS), shareText(line.share), printable(line.weight, 24)],
    destination: printable(line.destination, Number.POSITIVE_INFINITY),
    place: placeText(line.place),
  }));
  const widths = [0, 1, 2].map((column) =>
    Math.max(columnsOf(HEAD[column] ?? ''), ...rows.map(({ cells }) => columnsOf(cells[column] ?? ''))),
  );
  const indent = widths.reduce((sum, width) => sum + width + GAP.length, 0);
  const room = Math.max(FEWEST_DESTINATION_COLUMNS, columns - indent);
  const widest = Math.max(HEAD[3].length, ...rows.map(({ destination }) => columnsOf(destination)));
  const fits = rows.every(({ place }) => widest + GAP.length + columnsOf(place) <= room);
  const front = (cells: readonly string[]) =>
    cells.map((cell, column) => pad(cell, widths[column] ?? 0, column === 0) + GAP).join('');
  return [
    (front(HEAD.slice(0, 3)) + HEAD[3]).trimEnd(),
    ...rows.flatMap(({ cells, destination, place }) => {
      if (fits) return [front(cells) + pad(destination, widest, true) + GAP + place];
      const [first = '', ...rest] = wrapTight(destination, room);
      return [front(cells) + first, ...rest.map((line) => ' '.repeat(indent) + line), ...placeLines(place, indent, columns)];
    }),
  ];
}

/** Under the destination where there is room, further to the left where not, and broken only where a whole line is too short for it. */
function placeLines(place: string, indent: number, columns: number): readonly string[] {
  const left = Math.max(0, Math.min(indent, columns - columnsOf(place)));
  return wrapTight(place, columns).map((line) => ' '.repeat(left) + line);
}

function pad(text: string, width: number, isLeft: boolean): string {
  const fill = ' '.repeat(Math.max(0, width - columnsOf(text)));
  return isLeft ? text + fill : fill + text;
}
