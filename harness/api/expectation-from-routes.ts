import { manifestReader } from '../cli/manifest-reader.ts';
import { promiseOf } from '../cli/promised-gates.ts';
import { sentProbe } from '../cli/route-probe.ts';
import type { ReadSet } from '../cli/route-tables.ts';
import { checked, UsageError } from '../cli/usage-error.ts';
import { parseTarget } from '../expect/target.ts';
import { formatWeights } from '../expect/weights.ts';
import type { Place } from '../model/place.ts';
import { exactWeights } from '../stats/exact-weights.ts';
import { askedOptions } from './asked-options.ts';
import type { RoutesOptions } from './options.ts';
import { quietHost } from './quiet-host.ts';
import { ROUTES_TAKES } from './taken.ts';

/** A manifest that is in memory. */
export interface ManifestText {
  readonly text: string;
  /** What it is called in messages and places; `manifest 1`, `manifest 2` and so on unless given. */
  readonly file?: string;
}

/** Files and folders, as `--routes` takes them; or texts. */
export type Manifests = string | ManifestText | readonly string[] | readonly ManifestText[];

/** What manifests promise for one request. */
export interface RoutesExpectation {
  /** All of it as `expect` takes it: `v1=90,v2=10`. */
  readonly expect: string;
  /** In the order of the manifest. */
  readonly versions: readonly {
    readonly name: string;
    readonly weight: string;
    /** weight / sum, 0 to 1. */
    readonly share: number;
    /** The line that it comes from; null where several lines make it, or none does. */
    readonly place: Place | null;
  }[];
  /** Which rule applies, where each weight stands, and what the manifests refer to without holding it. */
  readonly notes: readonly string[];
}

/**
 * Reads what Istio and Gateway API manifests promise for one request: the expectation that `weighbridge verify --routes` weighs by.
 *
 * @throws UsageError for manifests that cannot be read or hold an error, and for a request that they do not answer, or not in one way
 */
export async function expectationFromRoutes(manifests: Manifests, options: RoutesOptions = {}): Promise<RoutesExpectation> {
  const asked = askedOptions(options, ROUTES_TAKES).options;
  const target = targetOf(options);
  if (target === null && asked.probe === undefined && asked.host === undefined)
    throw new UsageError('expectationFromRoutes: target is missing; give the address that is asked about, or probe');
  const set = await readSet(manifests, asked.namespace);
  const naming = { groupBy: asked['group-by'] ?? 'auto', labels: asked.labels ?? null, stand: null };
  const promised = await promiseOf(set, sentProbe(asked, target, target?.scheme ?? null), naming, '--routes');
  const { weights, origins, notes } = promised;
  const { shares } = exactWeights(weights.map(({ text }) => text));
  const versions = weights.map(({ name, text }, i) => ({
    name: name ?? '',
    weight: text,
    share: shares[i] ?? 0,
    place: origins[i] ?? null,
  }));
  return { expect: formatWeights(weights), versions, notes };
}

function targetOf({ target }: RoutesOptions): ReturnType<typeof parseTarget> | null {
  return target === undefined ? null : checked(() => parseTarget(String(target)));
}

async function readSet(manifests: Manifests, namespace: string): Promise<ReadSet> {
  const given: readonly unknown[] = Array.isArray(manifests) ? manifests : [manifests];
  if (given.length === 0) throw new UsageError('expectationFromRoutes: no manifests; give files, a folder, or { text }');
  if (given.every(isPath)) return manifestReader(quietHost(() => {}))(given, namespace, '--routes');
  if (!given.every(isText))
    throw new UsageError(
      'expectationFromRoutes: manifests are names of files, or objects with text, and not both; give one kind',
    );
  const texts = given.map(({ text, file }, i) => ({ text, file: file ?? `manifest ${i + 1}` }));
  // Loaded here: whoever only judges needs no YAML.
  const { readRoutes } = await import('../routes/read-routes.ts');
  const table = readRoutes(texts, namespace);
  return { name: texts.map(({ file }) => file).join(', '), table, problems: table.problems };
}

function isPath(given: unknown): given is string {
  return typeof given === 'string' && given !== '-';
}

function isText(given: unknown): given is ManifestText {
  if (typeof given !== 'object' || given === null || !('text' in given) || typeof given.text !== 'string') return false;
  return !('file' in given) || given.file === undefined || typeof given.file === 'string';
}
