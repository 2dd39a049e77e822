/** One version's line on the scale from 0 to 100 %. All positions are shares of 0 to 1. */
export interface Bar {
  readonly lo: number;
  readonly hi: number;
  readonly observed: number;
  readonly expected: number;
}

/** Draws `·····[━━●━━]··│····`: the interval with the observed share in it, and `│` where the weight puts it. */
export function drawBar(bar: Bar, width: number): string {
  const column = (share: number) => Math.min(width - 1, Math.max(0, Math.round(share * (width - 1))));
  const cells: string[] = Array.from({ length: width }, () => '·');
  for (let i = column(bar.lo); i <= column(bar.hi); i += 1) cells[i] = '━';
  if (column(bar.hi) - column(bar.lo) >= 2) {
    cells[column(bar.lo)] = '[';
    cells[column(bar.hi)] = ']';
  }
  cells[column(bar.expected)] = '│';
  // The observed share is drawn last: where both fall on one cell, agreement is what there is to see.
  cells[column(bar.observed)] = '●';
  return cells.join('');
}

/** The ruler above the bars: `0 %        50        100 %`, exactly `width` columns wide. */
export function drawRuler(width: number): string {
  const cells = Array.from({ length: width }, () => ' ');
  const write = (text: string, at: number) => {
    for (const [i, character] of [...text].entries()) cells[at + i] = character;
  };
  write('0 %', 0);
  if (width >= 30) write('50', Math.round((width - 1) / 2) - 1);
  write('100 %', width - 5);
  return cells.join('');
}
