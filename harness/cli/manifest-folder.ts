import { kindOf, namesIn, realPath } from './files.ts';
import { joined } from './manifest-path.ts';
import { UsageError } from './usage-error.ts';

/** Most files and folders that are looked at: somebody's whole disk is a mistake. */
const MOST_ENTRIES = 20_000;
const KUSTOMIZATION_NAMES = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'] as const;

/** A folder and what is below it, by path as typed. */
export interface FolderContents {
  /** Every YAML and JSON file, sorted folder by folder, those of kustomizations included. */
  readonly manifests: readonly string[];
  /** Every folder with a kustomization file in it, the folder itself first if it has one. */
  readonly kustomized: readonly string[];
}

/** True for the name of a file that makes a folder a kustomization. */
export function isKustomizationName(path: string): boolean {
  return KUSTOMIZATION_NAMES.some((name) => path === name || path.endsWith(`/${name}`));
}

/** The kustomization file of a folder; several are kustomize's error, and the first of them is read. */
export async function kustomizationsIn(folder: string): Promise<readonly string[]> {
  const names = await namesIn(folder);
  return KUSTOMIZATION_NAMES.filter((name) => names.includes(name)).map((name) => joined(folder, name));
}

/**
 * Looks through a folder and all below it. Hidden folders and node_modules are passed over, and so is a folder that is reached a second
 * time through a link: links may lead in a circle.
 *
 * @throws UsageError naming the flag when there is more than anybody's manifests
 */
export async function lookThrough(folder: string, flag: string): Promise<FolderContents> {
  const seen = new Set<string>();
  const manifests: string[] = [];
  const kustomized: string[] = [];
  let entries = 0;
  const look = async (path: string): Promise<void> => {
    const real = await realPath(path);
    if (seen.has(real)) return;
    seen.add(real);
    const names = await namesIn(path);
    entries += names.length;
    if (entries > MOST_ENTRIES)
      throw new UsageError(`${flag} ${folder}: more than ${MOST_ENTRIES} files are below it; give the folder of the manifests`);
    if (names.some(isKustomizationName)) kustomized.push(path);
    for (const name of names) {
      const child = joined(path, name);
      if (/\.(ya?ml|json)$/i.test(name) && (await kindOf(child)) === 'file') manifests.push(child);
      else if (isVisited(name) && (await kindOf(child)) === 'folder') await look(child);
    }
  };
  await look(folder);
  return { manifests, kustomized };
}

function isVisited(name: string): boolean {
  return !name.startsWith('.') && name !== 'node_modules';
}
