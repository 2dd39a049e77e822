import { askedGates } from '../cli/asked-gates.ts';
import type { CommandOf } from '../cli/command-line.ts';
import { bothModes, concludeComparison } from '../cli/compared.ts';
import { conclude } from '../cli/conclude.ts';
import { readPromises } from '../cli/promised-gates.ts';
import { UsageError } from '../cli/usage-error.ts';
import { prepare, weighAll } from '../cli/weighing.ts';
import type { Report } from '../model/report.ts';
import { askedOptions } from './asked-options.ts';
import type { VerifyOptions } from './options.ts';
import { quietHost } from './quiet-host.ts';
import { VERIFY_TAKES } from './taken.ts';

/**
 * Sends requests and judges whether they were split as promised: `weighbridge verify`, whose steps these are. Prints nothing and never ends
 * the process. A wrong split is no error: it is a report whose verdict is FAIL.
 *
 * @returns the record that `--report json` prints
 * @throws UsageError for options that cannot be, before anything is sent, and for names that do not fit what answered
 * @throws CannotMeasureError when a lab does not start
 * @throws the reason of `signal` once it is aborted and everything that was started is stopped
 */
export async function verify(options: VerifyOptions = {}): Promise<Report> {
  const command = commandOf(options);
  const { signal = new AbortController().signal, log = () => {}, onTally = () => {} } = options;
  signal.throwIfAborted();
  const host = quietHost(log);
  const asked = await readPromises(await askedGates(command, host), host);
  const compares = command.options['compare-connections'] ?? false;
  const ways = compares ? asked.flatMap(bothModes) : asked;
  const weighings = await Promise.all(ways.map((way) => prepare(way, asked.length)));
  const weighed = await weighAll(weighings, asked.length, signal, host);
  signal.throwIfAborted();
  const { report, tallies } = (compares ? concludeComparison : conclude)(weighed, null);
  for (const tally of tallies) onTally(tally);
  return report;
}

function commandOf(options: VerifyOptions): CommandOf<'verify'> {
  const asked = askedOptions(options, VERIFY_TAKES);
  const { target, signal, log, onTally } = options;
  if (target !== undefined && typeof target !== 'string' && !(target instanceof URL))
    throw new UsageError('verify: target is no text; give tcp://host:port, http://… or https://…');
  if (signal !== undefined && !(signal instanceof AbortSignal))
    throw new UsageError('verify: signal is no AbortSignal; give that of an AbortController');
  for (const [key, called] of Object.entries({ log, onTally }))
    if (called !== undefined && typeof called !== 'function') throw new UsageError(`verify: ${key} is no function; give one`);
  return { verb: 'verify', text: 'verify()', target: target === undefined ? null : String(target), ...asked };
}
