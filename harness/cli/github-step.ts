import { isAbsolute, relative, resolve, sep } from 'node:path';
import type { Place } from '../model/place.ts';
import { appendText } from './files.ts';
import type { Host } from './host.ts';

/** What the readers of manifests and gates call the file behind `-`. */
const STANDARD_INPUT = 'standard input';

/**
 * Where a line lies in the repository that a GitHub job has checked out, which annotations go by: paths on the command line are
 * relative to the folder of the step. A file outside of the repository stays as it is; null for what is no file.
 *
 * @param folder absolute path of the folder of the step
 */
export function placeInRepository({ GITHUB_WORKSPACE: workspace }: Host['env'], folder: string): (place: Place) => Place | null {
  return (place) => {
    if (place.file === STANDARD_INPUT) return null;
    if (!workspace) return place;
    const path = relative(workspace, resolve(folder, place.file));
    const isInside = !isAbsolute(path) && path !== '..' && !path.startsWith(`..${sep}`);
    return isInside ? { ...place, file: path.replaceAll(sep, '/') } : place;
  };
}

/**
 * Adds a report to the summary of a GitHub step, which other commands of the step write too; nothing outside of a GitHub job. A summary
 * that cannot be written is told, and changes no exit code: the verdict stands.
 */
export async function addStepSummary(text: string, host: Host): Promise<void> {
  const path = host.env.GITHUB_STEP_SUMMARY;
  if (!path) return;
  const problem = await appendText(path, `${text}\n`);
  if (problem !== null)
    host.stderr.write(
      `weighbridge: GITHUB_STEP_SUMMARY ${path}: cannot be written (${problem}); the verdict above stands, --out report.md keeps the summary\n`,
    );
}
