import type { CommandOf } from './command-line.ts';
import type { LabManifests } from './lab-setup.ts';
import { UsageError } from './usage-error.ts';

/** What one gate is asked with: the command line of a gate, wherever it was written. */
export interface AskedGate extends Pick<CommandOf<'verify'>, 'target' | 'options' | 'given'> {
  /** Null: called by its target. */
  readonly name: string | null;
  /** In front of every error about this gate: `weighbridge.yaml:5: gate "shop"`. Null on the command line. */
  readonly where: string | null;
  /** Manifests that are started for it; null: it is weighed where its target is, or in a stand. */
  readonly lab: LabManifests | null;
}

/** Runs what may find a fault of one gate, and says which gate it was. */
export function about<T>(where: string | null, find: () => T): T {
  try {
    return find();
  } catch (error) {
    throw placed(where, error);
  }
}

/** The same for what takes its time. */
export async function aboutLater<T>(where: string | null, find: () => Promise<T>): Promise<T> {
  try {
    return await find();
  } catch (error) {
    throw placed(where, error);
  }
}

function placed(where: string | null, error: unknown): unknown {
  return where === null || !(error instanceof UsageError)
    ? error
    : new UsageError(`${where}: ${error.message}`, { cause: error });
}
