import { formatWeights } from '../expect/weights.ts';
import { columnsOf, printable } from '../report/printable.ts';
import { EXIT } from './exit-code.ts';
import type { Host } from './host.ts';
import type { OptionName } from './options.ts';
import { UsageError } from './usage-error.ts';
import type { Weighing } from './weighing.ts';

const GAP = '  ';
const MOST_COLUMNS = 60;

/** Prints the gates that a run would weigh, one line each: name, target, weights, requests. Sends nothing and returns 0. */
export function listGates(weighings: readonly Weighing[], given: ReadonlySet<OptionName>, host: Host): number {
  const foreign = (['report', 'out', 'tally'] as const).find((name) => given.has(name));
  if (foreign !== undefined)
    throw new UsageError(`--${foreign}: --list-gates measures nothing to report; leave one of the two out`);
  const rows = weighings.map(({ name, plan, question }) =>
    [
      name ?? plan.target.text,
      plan.target.text,
      formatWeights(question.weights),
      requestsText(plan.requests, plan.durationMs),
    ].map((cell) => printable(cell, MOST_COLUMNS)),
  );
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => columnsOf(row[column] ?? ''))));
  const padded = (cell: string, column: number) => cell + ' '.repeat(Math.max(0, (widths[column] ?? 0) - columnsOf(cell)));
  for (const row of rows) host.stdout.write(`${row.map(padded).join(GAP).trimEnd()}\n`);
  return EXIT.pass;
}

function requestsText(requests: number, durationMs: number | null): string {
  const count = requests === Number.MAX_SAFE_INTEGER ? '' : `${requests} ${requests === 1 ? 'request' : 'requests'}`;
  const time = durationMs === null ? '' : `at most ${durationMs / 1000} s`;
  return [count, time].filter((part) => part !== '').join(', ');
}
