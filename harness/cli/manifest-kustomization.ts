import type { Problem } from '../model/routes-report.ts';
import type { Kustomization } from '../routes/documents/kustomization.ts';
import { buildFirst } from '../routes/documents/kustomization-fields.ts';
import { type KustomizationFile, type Reference, readKustomization } from '../routes/documents/read-kustomization.ts';
import { readReplacements } from '../routes/documents/read-replacements.ts';
import type { ManifestText } from '../routes/manifest-object.ts';
import { error } from '../routes/problem.ts';
import { shown } from '../text/shown.ts';
import { kindOf, readText, realPath } from './files.ts';
import { kustomizationsIn } from './manifest-folder.ts';
import { joined, meantPath } from './manifest-path.ts';
import { UsageError } from './usage-error.ts';

/** The texts of a kustomization and of all that it builds on. */
export interface KustomizedTexts {
  readonly texts: readonly ManifestText[];
  /** That the outermost kustomization sets; null: none. */
  readonly namespace: string | null;
  readonly problems: readonly Problem[];
}

/** What is known on the way down. */
interface Descent {
  readonly flag: string;
  /** Real paths of the folders from the outermost one to here: none may come a second time. */
  readonly open: readonly string[];
  /** Resources read so far. Two overlays may build on one base, so it may be read more than once; but not without end. */
  readonly count: { resources: number };
}

/** Twenty folders that each name two others twice would be a million. */
const MOST_RESOURCES = 2_000;

type Read = Omit<KustomizedTexts, 'namespace'>;

const failed = (problem: Problem): Read => ({ texts: [], problems: [problem] });

/** The kustomization file of a folder, read; null where there is none. */
export async function kustomizationOf(
  folder: string,
  flag: string,
): Promise<{ readonly file: string; readonly read: KustomizationFile } | null> {
  const [file, second] = await kustomizationsIn(folder);
  if (file === undefined) return null;
  const read = readKustomization({ file, text: await readText(flag, file) });
  if (second === undefined) return { file, read };
  const text = `kustomization: ${second} stands beside it`;
  const several = error('kustomize-invalid', { file, line: 1 }, text, 'keep one of the two: kustomize refuses both');
  return { file, read: { ...read, problems: [...read.problems, several] } };
}

/**
 * Reads a folder as `kustomize build` would: its resources, files and folders, each once, with what each kustomization does to them.
 * What cannot be read or done is among the problems, with the line that asks for it.
 */
export async function readKustomized(folder: string, flag: string): Promise<KustomizedTexts> {
  const found = await kustomizationOf(folder, flag);
  if (found === null) throw new UsageError(`${flag} ${folder}: no kustomization in it; give a folder with a kustomization.yaml`);
  const descent: Descent = { flag, open: [], count: { resources: 0 } };
  return { ...(await readFolder(folder, found, descent)), namespace: found.read.change.namespace?.name ?? null };
}

async function readFolder(
  folder: string,
  { file, read }: { readonly file: string; readonly read: KustomizationFile },
  descent: Descent,
): Promise<Read> {
  const inside: Descent = { ...descent, open: [...descent.open, await realPath(folder)] };
  const replaced = await readReplacementFiles(folder, read, inside);
  const kustomization: Kustomization = { ...read.change, replacements: replaced.replacements };
  const parts: Read[] = [{ texts: [], problems: [...read.problems, ...replaced.problems] }];
  const named = new Map<string, Reference>();
  for (const reference of read.resources) {
    const earlier = named.get(joined(folder, reference.path));
    named.set(joined(folder, reference.path), reference);
    parts.push(
      earlier === undefined ? await readResource(folder, file, reference, inside) : failed(namedTwice(reference, earlier)),
    );
  }
  const texts = parts.flatMap((part) => part.texts);
  return {
    texts: texts.map((text) => ({ ...text, kustomizations: [...(text.kustomizations ?? []), kustomization] })),
    problems: parts.flatMap((part) => part.problems),
  };
}

function namedTwice({ path, place }: Reference, earlier: Reference): Problem {
  const text = `kustomization: ${shown(path)} is named in line ${earlier.place.line} already`;
  return error('kustomize-twice', place, text, 'name it once: kustomize refuses it twice');
}

async function readResource(folder: string, file: string, reference: Reference, descent: Descent): Promise<Read> {
  const path = joined(folder, reference.path);
  const kind = await kindOf(path);
  if (kind === null) return failed(await missingResource(path, file, reference));
  const real = await realPath(path);
  const said = `kustomization: ${shown(reference.path)}`;
  if (descent.open.includes(real)) {
    return failed(error('kustomize-circle', reference.place, `${said} leads back to itself`, 'take it out of the resources'));
  }
  descent.count.resources += 1;
  if (descent.count.resources > MOST_RESOURCES)
    throw new UsageError(`${descent.flag} ${file}: more than ${MOST_RESOURCES} resources; let kubectl kustomize build it`);
  if (kind === 'folder') return readBase(path, reference, descent);
  if (!real.startsWith(`${descent.open.at(-1)}/`) && !real.startsWith(`${descent.open.at(-1)}\\`)) {
    const text = `${said} is a file outside the folder of the kustomization, which kustomize refuses`;
    return failed(error('kustomize-outside', reference.place, text, 'name a folder that has a kustomization of its own'));
  }
  return { texts: [{ file: path, text: await readText(descent.flag, path) }], problems: [] };
}

async function readBase(path: string, { path: written, place }: Reference, descent: Descent): Promise<Read> {
  const found = await kustomizationOf(path, descent.flag);
  if (found !== null) return readFolder(path, found, descent);
  const text = `kustomization: the folder ${shown(written)} has no kustomization.yaml`;
  return failed(error('kustomize-missing', place, text, 'add one, or name the files of the folder'));
}

async function missingResource(path: string, file: string, { path: written, place }: Reference): Promise<Problem> {
  const isRemote = /:\/\/|^git@|^git::|\?ref=|^(github|gitlab|bitbucket)\.|\.git(\/|$)/.test(written);
  const said = `kustomization: ${shown(written)}`;
  return isRemote
    ? error('kustomize-remote', place, `${said} is on another machine and is not fetched here`, buildFirst(file))
    : error(
        'kustomize-missing',
        place,
        `${said} does not exist`,
        await meantPath(path, 'write a file or folder relative to this one'),
      );
}

async function readReplacementFiles(
  folder: string,
  { replacements }: KustomizationFile,
  { flag }: Descent,
): Promise<{ readonly replacements: Kustomization['replacements']; readonly problems: readonly Problem[] }> {
  const problems: Problem[] = [];
  const all: Kustomization['replacements'][number][] = [];
  for (const one of replacements) {
    if (!('path' in one)) {
      all.push(one);
      continue;
    }
    const file = joined(folder, one.path);
    if ((await kindOf(file)) !== 'file') {
      problems.push(await missingResource(file, one.place.file, one));
      continue;
    }
    const read = readReplacements({ file, text: await readText(flag, file) }, buildFirst(one.place.file));
    all.push(...read.replacements);
    problems.push(...read.problems);
  }
  return { replacements: all, problems };
}
