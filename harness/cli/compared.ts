import { parseTarget } from '../expect/target.ts';
import { compareConnections } from '../judge/compare-connections.ts';
import { type Conclusion, conclude } from './conclude.ts';
import type { PromisedGate } from './promised-gates.ts';
import { chooseStand } from './site.ts';
import { checked, UsageError } from './usage-error.ts';
import type { Weighed } from './weighing.ts';

/** What the two modes are called in reports and among saved tallies. */
const FRESH = 'fresh';
const KEPT = 'keep-alive';

/** The gate of the command line twice: every request on a connection of its own, then all on kept ones. */
export function bothModes({ target, options, given, ...gate }: PromisedGate): readonly PromisedGate[] {
  if (given.has('fresh'))
    throw new UsageError(`--${options.fresh ? 'fresh' : 'no-fresh'}: --compare-connections weighs both ways; leave it out`);
  if (options.sequential)
    throw new UsageError(
      '--sequential: --compare-connections sends the same number of requests both ways; leave one of the two out',
    );
  const stand = chooseStand(target, options);
  const scheme = stand?.scheme ?? checked(() => parseTarget(target ?? '')).scheme;
  if (scheme === 'tcp')
    throw new UsageError(
      `--compare-connections: ${target ?? `lab ${stand?.name}`} is tcp, where every request opens a connection; give an http:// target or --lab http-hello`,
    );
  const mode = (name: string, changes: Partial<PromisedGate['options']>): PromisedGate => ({
    ...gate,
    name,
    target,
    options: { ...options, ...changes },
    given,
  });
  // A lab that picked by the same seed twice would split both ways alike whatever it does.
  const otherSeed = BigInt.asUintN(64, BigInt(options.seed) + 1n).toString();
  return [mode(FRESH, { fresh: true }), mode(KEPT, { fresh: false, ...(target === null ? { seed: otherSeed } : {}) })];
}

/** Each mode judged for itself; new connections decide, because there every request is one decision of the gateway. */
export function concludeComparison(weighed: readonly Weighed[], interruptedExitCode: number | null): Conclusion {
  const [fresh, kept] = weighed.map((mode) => ({ mode, ...conclude([mode], interruptedExitCode) }));
  const [first, second] = [fresh?.report.gates[0], kept?.report.gates[0]];
  if (fresh === undefined || kept === undefined || first === undefined || second === undefined)
    throw new Error('a comparison needs two modes');
  const comparison = compareConnections(
    { tally: fresh.mode.tally, verdict: first },
    { tally: kept.mode.tally, verdict: second },
    first.alpha,
  );
  return {
    report: { ...fresh.report, gates: [first, second], comparison },
    tallies: [...fresh.tallies, ...kept.tallies],
  };
}
