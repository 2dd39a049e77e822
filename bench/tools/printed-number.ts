import { BenchError } from '../bench-error.ts';

/** The number that a pattern's first group finds in what a tool printed. */
export function printedNumber(stdout: string, pattern: RegExp, what: string): number {
  const found = Number(pattern.exec(stdout)?.[1] ?? Number.NaN);
  if (Number.isFinite(found)) return found;
  throw new BenchError(`no ${what} in what was printed:\n${stdout.slice(0, 1000)}`);
}
