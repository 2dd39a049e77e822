import type { GroupBy } from '../classify/group-by.ts';
import { ID_HEADER } from '../drive/http-request.ts';
import type { Plan } from '../model/plan.ts';
import { UsageError } from './usage-error.ts';

/** Most requests whose outcomes are held until the evidence is in; 23 bytes each, and as much again while room is made. */
export const MOST_MIRRORED = 10_000_000;

/** What else was asked beside the rule. */
export interface MirrorQuestion {
  readonly groupBy: GroupBy;
  /** `--evidence`; null: not given. */
  readonly evidence: string | null;
  /** True: a lab is started for this gate, which keeps the log of its shadows. */
  readonly isLab: boolean;
  readonly isSequential: boolean;
}

/** Refuses a question about mirrors that cannot be answered, and evidence that nobody reads, before anything is started or sent. */
export function rejectUnmirrorable({ groupBy, evidence, isLab, isSequential }: MirrorQuestion, plan: Plan): void {
  if (groupBy.rule !== 'mirror') {
    if (evidence !== null)
      throw new UsageError(`--evidence ${evidence}: only --group-by mirror reads it; add that, or leave --evidence out`);
    return;
  }
  if (evidence === null && !isLab)
    throw new UsageError(
      '--group-by mirror: --evidence is missing; give the file that the log of the shadow is written to, such as kubectl logs -f deploy/SHADOW > FILE',
    );
  if (isSequential)
    throw new UsageError(
      '--group-by mirror: copies are known only when all requests are sent, so nothing can be decided earlier; leave --sequential out',
    );
  rejectPlan(plan);
}

/** What a plan must be to send requests with ids. */
export function rejectPlan({ target, probe, requests, durationMs }: Plan): void {
  if (target.scheme === 'tcp')
    throw new UsageError('--group-by mirror: tcp has no header that an id could stand in; drive an http target');
  const own = probe.headers.find(([name]) => name.toLowerCase() === ID_HEADER);
  if (own !== undefined)
    throw new UsageError(`--header ${own[0]}: --group-by mirror sets it, a new id for every request; leave --header out`);
  if (durationMs === null && requests > MOST_MIRRORED)
    throw new UsageError(
      `--requests ${requests}: --group-by mirror holds what became of every request until the log is read, at most ${MOST_MIRRORED}; send fewer`,
    );
}

/** Where the log of the shadow is: as typed, else that of the lab. */
export function evidenceOf(evidence: string | null, lab: { readonly evidence: string | null } | null): string {
  const path = evidence ?? lab?.evidence ?? null;
  if (path === null)
    throw new UsageError(
      '--group-by mirror: no rule of these manifests mirrors anything; weigh another rule, or give --evidence',
    );
  return path;
}
