import type { Tally } from '../model/tally.ts';

/** What a run takes beside the options of the command line. */
export interface RunOptions {
  /** tcp://host:port, http://… or https://…; without one, a lab on this machine is weighed */
  readonly target?: string | URL | undefined;
  /** Ends the run: everything that was started is stopped, then the promise rejects with the signal's reason. A run that is to be judged after a time has `durationMs`. */
  readonly signal?: AbortSignal | undefined;
  /** Gets what the command line says beside its report, line by line: progress once a second, gates that are left out. */
  readonly log?: ((line: string) => void) | undefined;
  /** Gets the counts of each gate with the rule they were judged by, before the promise resolves: what `judge` takes, and `--tally` saves. */
  readonly onTally?: ((tally: Tally) => void) | undefined;
}
