import type { Problem } from '../model/routes-report.ts';
import type { ManifestText } from '../routes/manifest-object.ts';
import { kindOf, readStream, readText } from './files.ts';
import type { Host } from './host.ts';
import { type FolderContents, isKustomizationName, lookThrough } from './manifest-folder.ts';
import { readKustomized } from './manifest-kustomization.ts';
import { looseFiles, overlaysOf } from './manifest-overlays.ts';
import { meantPath, typedName } from './manifest-path.ts';
import { UsageError } from './usage-error.ts';

/** Manifests that are applied together: to one cluster. */
export interface ManifestSet {
  /** The folder or the files, as typed. */
  readonly name: string;
  /** In the order in which they are applied, each with what kustomize does to its objects. */
  readonly texts: readonly ManifestText[];
  /** The namespace that a kustomization puts everything in; null: none does. */
  readonly namespace: string | null;
  /** What is wrong with the kustomizations. Of the objects nothing is known yet. */
  readonly problems: readonly Problem[];
}

const STANDARD_INPUT = 'standard input';

/**
 * Reads what paths name, as `kubectl apply` would take it: `-` is standard input, a file is itself, a folder with a kustomization is what
 * `kustomize build` makes of it, any other folder is all its YAML and JSON files. All of it is one set; only a single folder that holds
 * several kustomizations is several: one for each that no other one builds on, by name of its folder.
 *
 * @param flag who names the paths, for messages: `routes`, `--routes`
 * @throws UsageError naming flag and path: nothing there, nothing in it, several overlays among other paths, `-` twice
 */
export async function readManifestSets(paths: readonly string[], flag: string, host: Host): Promise<readonly ManifestSet[]> {
  if (paths.filter((path) => path === '-').length > 1)
    throw new UsageError(`${flag} -: standard input can be read only once; give - once`);
  const [first] = paths;
  if (first === undefined) throw new UsageError(`${flag}: no manifests given; give files, a folder, or - for standard input`);
  if (paths.length === 1) return readPath(first, flag, host);
  const parts: ManifestSet[] = [];
  for (const path of paths) {
    const [only, ...others] = await readPath(path, flag, host);
    if (only !== undefined && others.length === 0) parts.push(only);
    else throw severalOverlays(path, flag, only === undefined ? others : [only, ...others]);
  }
  return [
    {
      name: parts.map(({ name }) => name).join(', '),
      texts: parts.flatMap(({ texts }) => texts),
      namespace: onlyOne(parts.map(({ namespace }) => namespace)),
      problems: parts.flatMap(({ problems }) => problems),
    },
  ];
}

/** The value that all share; null where they differ. */
function onlyOne(values: readonly (string | null)[]): string | null {
  return new Set(values).size === 1 ? (values[0] ?? null) : null;
}

function severalOverlays(path: string, flag: string, sets: readonly ManifestSet[]): UsageError {
  const names = sets.map(({ name }) => name).join(', ');
  return new UsageError(`${flag} ${path}: there are several overlays in it and other paths beside it; give one of ${names}`);
}

async function readPath(path: string, flag: string, host: Host): Promise<readonly ManifestSet[]> {
  if (path === '-') return [plainSet(STANDARD_INPUT, [{ file: STANDARD_INPUT, text: await readStream(host.stdin) }])];
  const name = typedName(path);
  const kind = path === '' ? null : await kindOf(path);
  if (kind === null) {
    const fix = await meantPath(name, 'check the path');
    throw new UsageError(`${flag} ${path === '' ? '""' : path}: there is no such file or folder; ${fix}`);
  }
  if (kind === 'folder') return readFolder(name, flag);
  if (isKustomizationName(name))
    throw new UsageError(`${flag} ${path}: this is a kustomization; give its folder, ${name.replace(/\/?[^/]*$/, '') || '.'}`);
  return [plainSet(name, [{ file: name, text: await readText(flag, path) }])];
}

function plainSet(name: string, texts: readonly ManifestText[]): ManifestSet {
  return { name, texts, namespace: null, problems: [] };
}

async function readFolder(folder: string, flag: string): Promise<readonly ManifestSet[]> {
  const contents = await lookThrough(folder, flag);
  const { manifests, kustomized } = contents;
  if (kustomized.includes(folder)) return [{ name: folder, ...(await readKustomized(folder, flag)) }];
  if (kustomized.length > 0) return readOverlays(folder, contents, flag);
  if (manifests.length === 0)
    throw new UsageError(`${flag} ${folder}: no .yaml, .yml or .json file is below it; give a folder with manifests`);
  const texts: ManifestText[] = [];
  for (const file of manifests) texts.push({ file, text: await readText(flag, file), isNamed: false });
  return [plainSet(folder, texts)];
}

async function readOverlays(folder: string, contents: FolderContents, flag: string): Promise<readonly ManifestSet[]> {
  const overlays = await overlaysOf(contents, flag);
  if (overlays.length === 0)
    throw new UsageError(
      `${flag} ${folder}: every kustomization in it is part of another one; give one of ${contents.kustomized.join(', ')}`,
    );
  const loose = await looseFiles(contents, flag);
  const sets: ManifestSet[] = [];
  for (const overlay of overlays) sets.push({ name: overlay, ...(await readKustomized(overlay, flag)) });
  return sets.map((set, index) => (index === 0 ? { ...set, problems: [...set.problems, ...loose] } : set));
}
