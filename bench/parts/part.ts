import type { Options } from '../options.ts';

/** What a part needs from its surroundings. */
export interface PartSetting {
  readonly options: Options;
  /** Tells a person what is going on. */
  readonly tell: (line: string) => void;
}

/** Measures and gives the Markdown of its section. */
export type Part = (setting: PartSetting) => Promise<string>;
