import { dirname, posix, sep } from 'node:path';
import { nearest } from '../text/nearest.ts';
import { shown } from '../text/shown.ts';
import { namesIn } from './files.ts';

/** A folder as it was typed, with `/` and without one at its end. */
export function typedName(path: string): string {
  const name = path.replaceAll(sep, '/');
  return name.replace(/(?<=[^/])\/+$/, '');
}

/** A path below a folder, or beside it, as a person would type it: `manifests/tcp-echo/istio` and `../base` are `manifests/tcp-echo/base`. */
export function joined(folder: string, relative: string): string {
  if (posix.isAbsolute(relative)) return typedName(posix.normalize(relative));
  const path = posix.normalize(`${folder}/${relative}`);
  return typedName(folder.startsWith('./') && !/^[./]/.test(path) ? `./${path}` : path);
}

/** `; did you mean x.yaml?` when one of the names beside a path that is not there is nearly the same; else an advice. */
export async function meantPath(path: string, advice: string): Promise<string> {
  const folder = dirname(path);
  const name = path.slice(path.lastIndexOf('/') + 1);
  const meant = nearest(name, await namesIn(folder));
  return meant === null ? advice : `did you mean ${shown(joined(folder, meant))}?`;
}
