import { parseTarget } from '../expect/target.ts';
import { STANDS, type StandFacts } from '../lab/stands.ts';
import type { Plan } from '../model/plan.ts';
import type { Target } from '../model/probe.ts';
import { exactWeights } from '../stats/exact-weights.ts';
import { xoshiro } from '../stats/xoshiro.ts';
import { readText } from './files.ts';
import type { LabSetup } from './lab-setup.ts';
import type { OpenLabs } from './open-labs.ts';
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
  /** What must be started; null for a target that somebody else runs. */
  readonly starts: StandChoice | LabSetup | null;
}

/** A stand with the shares its gateway picks by. */
interface StandChoice {
  readonly stand: StandFacts;
  readonly shares: readonly number[];
  readonly seed: string;
}

/** What is weighed while we measure. */
export interface Site {
  readonly target: Target;
  /** What a lab from manifests adds to the plan; null for any other site. */
  readonly lab: LabSite | null;
  /** Stops what was started for this site alone. */
  close(): Promise<void>;
}

/** A lab from manifests, seen by whoever drives through it. */
export interface LabSite {
  readonly connectTo: NonNullable<Plan['connectTo']>;
  /** PEM of the authority that its listeners are signed by; null: none speaks TLS. */
  readonly authorityPem: string | null;
  /** The log of the pods that get copies; null: nothing is mirrored. */
  readonly evidence: string | null;
  /** Resolves when a part of it ends by itself, with which and why. */
  readonly died: Promise<string>;
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

/** The target, with the lab that stands for it, or the stand with the weights of its gateway. */
export function chooseSite(
  { target, options, lab }: { readonly target: string | null; readonly options: SiteOptions; readonly lab: LabSetup | null },
  stand: StandFacts | null,
  question: Question,
): SiteChoice {
  if (stand === null) {
    const asked = checked(() => parseTarget(target ?? ''));
    return { target: asked, isReady: lab !== null, notes: lab?.notes ?? [], starts: lab };
  }
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
    starts: { stand, shares: gatewayShares(stand, question, options), seed: options.seed },
  };
}

/** Opens the target, or starts what it needs; a lab from manifests stays up for the next gate. */
export async function openSite({ target, starts }: SiteChoice, labs: OpenLabs): Promise<Site> {
  const close = async () => {};
  if (starts === null) return { target, lab: null, close };
  if ('layout' in starts) return { target, lab: await labSite(starts, labs), close };
  return openStand(starts);
}

async function labSite(setup: LabSetup, labs: OpenLabs): Promise<LabSite> {
  const lab = await labs.open(setup);
  const authorityPem = lab.authority === null ? null : await readText('--lab', lab.authority);
  return { connectTo: lab.listenAt(setup.listener), authorityPem, evidence: lab.evidence, died: lab.died };
}

async function openStand(lab: StandChoice): Promise<Site> {
  const [{ startStand }, { makePicker }] = await Promise.all([import('../lab/stand.ts'), import('../lab/pick.ts')]);
  const random = xoshiro(lab.seed);
  const pick = makePicker(lab.shares, () => random.nextUniform());
  try {
    const running = await startStand(lab.stand, pick);
    return { target: parseTarget(running.target), lab: null, close: () => running.close() };
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
