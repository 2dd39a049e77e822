import type { Problem } from '../model/routes-report.ts';
import { note } from '../routes/problem.ts';
import { kindOf, readText, realPath } from './files.ts';
import type { FolderContents } from './manifest-folder.ts';
import { kustomizationOf } from './manifest-kustomization.ts';
import { joined } from './manifest-path.ts';

/**
 * Of the kustomizations below a folder those that no other one there builds on: what somebody would apply, one for each cluster or API.
 * A component stands for nothing on its own.
 */
export async function overlaysOf({ kustomized }: FolderContents, flag: string): Promise<readonly string[]> {
  const used = new Set<string>();
  const applied: string[] = [];
  for (const folder of kustomized) {
    const found = await kustomizationOf(folder, flag);
    if (found === null) continue;
    if (!found.read.isComponent) applied.push(folder);
    for (const { path } of [...found.read.resources, ...found.read.components]) {
      const named = joined(folder, path);
      if ((await kindOf(named)) === 'folder') used.add(await realPath(named));
    }
  }
  const overlays: string[] = [];
  for (const folder of applied) if (!used.has(await realPath(folder))) overlays.push(folder);
  return overlays;
}

/** Files that stand beside the kustomizations and belong to none: they would not be applied, and are not read. */
export async function looseFiles({ manifests, kustomized }: FolderContents, flag: string): Promise<readonly Problem[]> {
  const loose = manifests.filter((file) => !kustomized.some((folder) => file.startsWith(`${folder}/`)));
  const notes: Problem[] = [];
  for (const file of loose) {
    const isObject = /^(\s*")?kind"?\s*:/m.test(await readText(flag, file));
    if (!isObject) continue;
    const fix = 'name it among the resources of one, or give it as well';
    notes.push(
      note('outside-kustomizations', { file, line: 1 }, 'belongs to no kustomization of this folder and is not read', fix),
    );
  }
  return notes;
}
