import type { TallyFacts } from '../classify/tally-builder.ts';
import { maskSecrets } from '../expect/mask-secrets.ts';
import type { DriveEnd } from '../model/observation.ts';
import type { Plan } from '../model/plan.ts';
import { VERSION } from './version.ts';

/** What a tally says beside its counts, once a drive has ended. Never a secret. */
export function factsOf(plan: Plan, end: DriveEnd, startedAt: Date, endedAt: Date): TallyFacts {
  return {
    driver: `weighbridge ${VERSION}`,
    target: plan.target.text,
    probe: maskSecrets(plan.probe),
    connections: { opened: end.connectionsOpened, fresh: plan.freshConnections },
    startedAt: startedAt.toISOString(),
    endedAt: endedAt.toISOString(),
    elapsedMs: end.elapsedMs,
    ...(end.pace === null ? {} : { pace: end.pace }),
    ...(end.openings === undefined ? {} : { openings: end.openings }),
    end: end.reason,
    endDetail: end.lastError === null ? null : `${end.lastError.kind}: ${end.lastError.detail}`,
    gate: null,
  };
}
