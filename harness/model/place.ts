/** A line of a file, as a person opens it: what an editor, a log and an annotation in CI point at. */
export interface Place {
  /** As given on the command line, with `/`; `standard input` for `-`. */
  readonly file: string;
  /** 1-based. */
  readonly line: number;
}
