import { randomBytes } from 'node:crypto';
import { createHeldOutcomes } from '../classify/mirror/held-outcomes.ts';
import { createIdScanner, type IdScanner } from '../classify/mirror/id-scanner.ts';
import { mirrorClassifier } from '../classify/mirror/mirror-label.ts';
import { createTallyBuilder } from '../classify/tally-builder.ts';
import type { Plan } from '../model/plan.ts';
import type { Tally } from '../model/tally.ts';
import { type EvidenceFile, evidenceFile } from './evidence-file.ts';
import { type EvidenceClock, LONGEST_WAIT_MS, REAL_CLOCK, waitUntilQuiet } from './evidence-wait.ts';
import type { Host } from './host.ts';
import { CLIENT, driveInto } from './measure.ts';
import { MOST_MIRRORED, rejectPlan } from './mirror-rules.ts';
import { CannotMeasureError } from './usage-error.ts';

/** 128 bits: nobody else's request can have such an id by chance. */
const RUN_BYTES = 16;

/**
 * Drives the plan with an id in every request and counts each answered one as `mirrored`, `unmirrored` or `mirrored-twice`, by how often
 * its id stands in the log of the shadow. Outcomes are held until the log is quiet, then counted in send order like those of any other run.
 * After an interrupt the log is still awaited: without late copies, what was measured would be judged wrongly.
 *
 * @throws UsageError when the plan cannot carry ids or the evidence is no file, before anything is sent
 * @throws CannotMeasureError when the log cannot be read, holds ids of this run that were never sent, or does not become quiet
 */
export async function measureMirror(
  plan: Plan,
  evidencePath: string,
  interrupted: AbortSignal,
  host: Host,
  clock: EvidenceClock = REAL_CLOCK,
): Promise<Tally> {
  rejectPlan(plan);
  const file = await evidenceFile(evidencePath);
  const run = randomBytes(RUN_BYTES).toString('hex');
  const held = createHeldOutcomes();
  const withIds: Plan = { ...plan, requestIds: run, requests: Math.min(plan.requests, MOST_MIRRORED) };
  const facts = await driveInto(withIds, held, interrupted, host);
  const scanner = createIdScanner(run, held.count);
  if (held.count > 0) await readEvidence(file, scanner, evidencePath, host, clock);
  const builder = createTallyBuilder({
    scheme: plan.target.scheme,
    groupBy: { rule: 'mirror' },
    classifier: mirrorClassifier(scanner.marks),
    labelCap: plan.labelCap,
    client: CLIENT,
  });
  held.replayInto(builder);
  return builder.snapshot(facts);
}

async function readEvidence(
  file: EvidenceFile,
  scanner: IdScanner,
  path: string,
  host: Host,
  clock: EvidenceClock,
): Promise<void> {
  host.stderr.write('waiting for late copies in the log of the shadow\n');
  const isQuiet = await waitUntilQuiet(
    () => file.readMore(scanner.add),
    () => scanner.changes,
    clock,
  );
  scanner.end();
  if (scanner.neverSent !== null)
    throw new CannotMeasureError(
      `--evidence ${path}: holds ${scanner.neverSent}, which belongs to this run but was never sent; look who else writes such ids to the log`,
    );
  if (!isQuiet)
    throw new CannotMeasureError(
      `--evidence ${path}: copies were still coming ${LONGEST_WAIT_MS / 1000} s after the last answer; send fewer requests, or more slowly (--rate)`,
    );
}
