import type { Reason, Verdict } from '../model/verdict.ts';

/** The exit codes of every command and every report. A wrong split, a usage error and a tool failure never share one. */
export const EXIT = {
  pass: 0,
  fail: 1,
  usage: 2,
  inconclusive: 3,
  cannotMeasure: 4,
  internal: 70,
  SIGHUP: 129,
  SIGINT: 130,
  SIGQUIT: 131,
  SIGTERM: 143,
} as const;

/** What a gate's verdict means for the shell. `onInconclusive` = pass turns 3 into 0, never 4. */
export function exitCodeOf(
  gate: { readonly verdict: Verdict; readonly reason: Reason },
  onInconclusive: 'fail' | 'pass',
): number {
  switch (gate.verdict) {
    case 'PASS':
      return EXIT.pass;
    case 'FAIL':
      return EXIT.fail;
    case 'INCONCLUSIVE':
      if (gate.reason === 'could-not-measure') return EXIT.cannotMeasure;
      return onInconclusive === 'pass' ? EXIT.pass : EXIT.inconclusive;
  }
}

/** Several gates, one exit code: a wrong split beats one that could not be measured, that beats doubt, and doubt beats a pass. */
export function worstExitCode(codes: readonly number[]): number {
  const worstFirst = [EXIT.fail, EXIT.cannotMeasure, EXIT.inconclusive];
  return worstFirst.find((code) => codes.includes(code)) ?? EXIT.pass;
}
