import { parseTarget } from '../expect/target.ts';
import { STANDS, type StandFacts } from '../lab/stands.ts';
import type { Target } from '../model/probe.ts';
import { exactWeights } from '../stats/exact-weights.ts';
import { xoshiro } from '../stats/xoshiro.ts';
import type { Options } from './options.ts';
import type { Question } from './question.ts';
import { CannotMeasureError, checked, UsageError } from './usage-error.ts';

/** What is to be weighed, chosen and checked; nothing runs yet. */
export interface SiteChoice {
  /** Where requests will go; the port of a lab is not known before it runs. */
  readonly target: Target;
  /** True: every part listens once it is open, so no readiness probe is needed (it would use up a pick of the gateway). */
  readonly isReady: boolean;
  readonly notes: readonly string[];
  /** The lab to start with the shares its gateway picks by; null for a target that somebody else runs. */
  readonly lab: { readonly stand: StandFacts; readonly shares: readonly number[]; readonly seed: string } | null;
}

/** What is weighed while we measure. */
export interface Site {
  readonly target: Target;
  /** Stops what was started for this site. */
  close(): Promise<void>;
}

type SiteOptions = Options<'lab' | 'actual' | 'seed' | 'routes'>;

/** The stand that is meant when there is no target; null when there is one, which is checked first: nothing else matters while it cannot be driven. */
export function chooseStand(target: string | null, options: SiteOptions): StandFacts | null {
  if (target === null) return STANDS[(options.lab ?? 'tcp-echo') as StandFacts['name']];
  checked(() => parseTarget(target));
  if (options.lab !== undefined)
    throw new UsageError(`--lab ${options.lab}: a target is given too (${target}); give one of the two`);
  if (options.actual !== undefined)
    throw new UsageError(
      `--actual: only the lab's gateway takes weights from here, not ${target}; leave --actual or the target out`,
    );
  return null;
}

/** The target, or the stand with the weights of its gateway. */
export function chooseSite(
  target: string | null,
  stand: StandFacts | null,
  question: Question,
  options: SiteOptions,
): SiteChoice {
  if (stand === null) return { target: checked(() => parseTarget(target ?? '')), isReady: false, notes: [], lab: null };
  const changed = options.actual === undefined ? '' : ', weights changed by --actual';
  return {
    target: {
      scheme: stand.scheme,
      host: '127.0.0.1',
      port: 0,
      path: stand.scheme === 'tcp' ? '' : '/',
      text: `lab ${stand.name}`,
    },
    isReady: true,
    notes: [`lab ${stand.name}: embedded gateway, picks at random with seed ${options.seed}${changed}`],
    lab: { stand, shares: gatewayShares(stand, question, options), seed: options.seed },
  };
}

/** Opens the target, or starts the stand. */
export async function openSite({ target, lab }: SiteChoice): Promise<Site> {
  if (lab === null) return { target, close: async () => {} };
  const [{ startStand }, { makePicker }] = await Promise.all([import('../lab/stand.ts'), import('../lab/pick.ts')]);
  const random = xoshiro(lab.seed);
  const pick = makePicker(lab.shares, () => random.nextUniform());
  try {
    const running = await startStand(lab.stand, pick);
    return { target: parseTarget(running.target), close: () => running.close() };
  } catch (error) {
    throw new CannotMeasureError((error as Error).message, { cause: error });
  }
}

/** The shares of the embedded gateway: `--actual`, or what is expected. Names that the stand has are matched, all others go by position. */
function gatewayShares(stand: StandFacts, question: Question, options: SiteOptions): readonly number[] {
  const asked = options.routes.length === 0 ? '--expect' : '--routes';
  const flag = options.actual === undefined ? asked : '--actual';
  const weights = options.actual ?? question.weights;
  const { shares } = exactWeights(weights.map((weight) => weight.text));
  const byName = weights.every((weight) => weight.name !== null && stand.versions.includes(weight.name));
  if (byName) return stand.versions.map((version) => shares[weights.findIndex((weight) => weight.name === version)] ?? 0);
  if (weights.length !== stand.versions.length) {
    throw new UsageError(
      `${flag}: the lab ${stand.name} has ${stand.versions.length} versions (${stand.versions.join(', ')}) but there are ${weights.length} weights; give ${stand.versions.length}`,
    );
  }
  return shares;
}
