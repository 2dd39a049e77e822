import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { STANDS } from '../lab/stands.ts';
import { nearest } from '../text/nearest.ts';
import { shown } from '../text/shown.ts';
import { kindOf, namesIn } from './files.ts';
import { meantPath } from './manifest-path.ts';
import { UsageError } from './usage-error.ts';

/** What `--lab` names: a built-in stand, a scenario with its gates, or manifests alone. */
export type AskedLab =
  | { readonly kind: 'stand' }
  | { readonly kind: 'scenario'; readonly folder: string; readonly gatesFile: string }
  | { readonly kind: 'manifests'; readonly path: string };

/** The path as it is, unless nothing is there and this project's own manifests have something of the name: `bookinfo/istio/paths`. */
export async function ownManifests(path: string): Promise<string> {
  const own = join(SCENARIOS, path);
  const isMeant = path !== '' && path !== '-' && (await kindOf(path)) === null && (await kindOf(own)) !== null;
  return isMeant ? relative('', own) : path;
}

/**
 * The same for `flag`, which takes manifests and nothing else.
 *
 * @throws UsageError where nothing is there, but this project has manifests of nearly the same name
 */
export async function knownManifests(path: string, flag: string): Promise<string> {
  const found = await ownManifests(path);
  if (found === '' || found === '-' || (await kindOf(found)) !== null) return found;
  // What lies beside a path is nearer than what belongs to this project; whoever reads the path looks there.
  if (nearest(basename(found), await namesIn(dirname(found))) !== null) return found;
  const below = dirname(found);
  const meant = nearest(basename(found), await namesIn(join(SCENARIOS, below)));
  if (meant === null) return found;
  throw new UsageError(`${flag} ${found}: there is no such file or folder; did you mean ${shown(join(below, meant))}?`);
}

const GATES_FILE = 'gates.yaml';
/** The scenarios of this project: beside the sources, and beside the compiled files of the package. */
const SCENARIOS = fileURLToPath(new URL('../../manifests', import.meta.url));

/**
 * Finds what `--lab` names: a stand by its name, any other by its path, or by its name below this project's own manifests. A scenario
 * may be named by its gates file as well.
 *
 * @throws UsageError when nothing is there
 */
export async function findLab(text: string): Promise<AskedLab> {
  if (Object.hasOwn(STANDS, text)) return { kind: 'stand' };
  const path = await ownManifests(text);
  if (basename(path) === GATES_FILE && (await kindOf(path)) === 'file')
    return { kind: 'scenario', folder: dirname(path), gatesFile: path };
  const gatesFile = join(path, GATES_FILE);
  if (path !== '' && (await kindOf(gatesFile)) === 'file') return { kind: 'scenario', folder: path, gatesFile };
  if (path !== '' && (await kindOf(path)) !== null) return { kind: 'manifests', path };
  const scenarios = (await namesIn(SCENARIOS)).filter((name) => !name.includes('.'));
  const known = [...new Set([...Object.keys(STANDS), ...scenarios])];
  throw new UsageError(`--lab ${shown(text)}: there is no such stand, scenario or folder; ${await meantLab(text, known)}`);
}

/** A mistyped path is not told to be a stand: `manifests/tcp-echo` and `tcp-echo` are not the same. */
async function meantLab(text: string, known: readonly string[]): Promise<string> {
  const byName = nearest(text, known) ?? nearestScenario(basename(text), known);
  if (byName !== null) return `did you mean ${shown(byName)}?`;
  return meantPath(text, `there are ${known.join(', ')}; or name a folder with a ${GATES_FILE}`);
}

function nearestScenario(name: string, known: readonly string[]): string | null {
  const meant = nearest(name, known);
  return meant === null || Object.hasOwn(STANDS, meant) ? null : meant;
}
