/** What a format may adapt to. */
export interface Look {
  /** Columns of the terminal; 80 for files. */
  readonly columns: number;
  readonly color: boolean;
}
