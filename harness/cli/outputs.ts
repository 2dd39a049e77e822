import { join } from 'node:path';
import process from 'node:process';
import type { Estimate } from '../model/estimate.ts';
import type { Report } from '../model/report.ts';
import type { RoutesReport } from '../model/routes-report.ts';
import type { Tally } from '../model/tally.ts';
import { FORMATS, type Format } from '../report/formats.ts';
import type { Look } from '../report/look.ts';
import { safeJson } from '../report/printable.ts';
import { EXIT } from './exit-code.ts';
import { isFile, makeFolder, printText, writeText } from './files.ts';
import { addStepSummary, placeInRepository } from './github-step.ts';
import type { Host } from './host.ts';
import type { Options } from './options.ts';
import { UsageError } from './usage-error.ts';
import { usesColor } from './uses-color.ts';
import { NODE, VERSION } from './version.ts';

type OutputOptions = Options<'report' | 'out'>;

const MADE = `weighbridge ${VERSION}, ${NODE}`;
const NOTHING_PRINTED = 'nothing was printed';
const FILE_LOOK: Look = { columns: 80, color: false };

/** The format of a file by its ending. */
function formatOf(path: string): string {
  const ending = /\.([^./\\]+)$/.exec(path)?.[1]?.toLowerCase();
  const format = Object.entries(FORMATS).find(([, { extensions }]) => ending !== undefined && extensions.includes(ending));
  if (format === undefined) {
    const known = Object.values(FORMATS).flatMap(({ extensions }) => extensions.map((extension) => `.${extension}`));
    throw new UsageError(`--out ${path}: the ending tells no format; end the name in ${known.join(', ')}`);
  }
  return format[0];
}

/** Checks every `--out` before traffic is sent for it. */
export function checkOutputs(options: OutputOptions): void {
  for (const path of options.out) formatOf(path);
}

/**
 * Prints the report, writes every `--out` file, and adds to the summary of a CI step where the format is made for one.
 *
 * @returns the exit code: the report's own, or 2 when a file, or the tally before it, could not be written; the verdict is printed all the same
 */
export async function writeReport(
  report: Report,
  { text: command, options }: { readonly text: string; readonly options: OutputOptions },
  host: Host,
  tallySaved: boolean,
): Promise<number> {
  const made = { command, made: MADE, placeInRepository: placeInRepository(host.env, process.cwd()) };
  const by: Rendering['by'] = ({ render }) => {
    return (look) => render(report, { ...look, ...made });
  };
  const code = await writeAll(
    { of: 'a verdict', inShort: `the verdict is ${report.verdict}`, by },
    tallySaved ? report.exitCode : EXIT.usage,
    options,
    host,
  );
  const { renderSummary } = formatNamed(options.report);
  if (renderSummary !== undefined) await addStepSummary(await renderSummary(report, { ...FILE_LOOK, ...made }), host);
  return code;
}

/** Prints what `weighbridge plan` answers and writes every `--out` file; returns 0, or 2 when a file could not be written. */
export function writePlan(estimate: Estimate, options: OutputOptions, host: Host): Promise<number> {
  const by: Rendering['by'] = ({ renderPlan }) => renderPlan && ((look) => renderPlan(estimate, look));
  return writeAll({ of: 'what plan answers', inShort: NOTHING_PRINTED, by }, EXIT.pass, options, host);
}

/** Prints what `weighbridge routes` says and writes every `--out` file; returns 0, or 2 when the manifests hold an error or a file could not be written. */
export function writeRoutes(report: RoutesReport, options: OutputOptions, host: Host): Promise<number> {
  const by: Rendering['by'] = ({ renderRoutes }) => renderRoutes && ((look) => renderRoutes(report, look));
  return writeAll({ of: 'what routes says', inShort: NOTHING_PRINTED, by }, report.valid ? EXIT.pass : EXIT.usage, options, host);
}

/** Where a run saves its counts, and under which names. */
export interface TallyPlace {
  /** `--tally`; undefined: nowhere. */
  readonly path: string | undefined;
  /** True: the path is a folder with one file per gate. */
  readonly isFolder: boolean;
}

/** Checks before any traffic that a folder for tallies can be one. */
export async function checkTallyPlace({ path, isFolder }: TallyPlace): Promise<void> {
  if (isFolder && path !== undefined && (await isFile(path)))
    throw new UsageError(`--tally ${path}: is a file, but there are several tallies to save; name a folder`);
}

/**
 * Concludes and saves the tallies with the rule that was concluded by; when concluding fails (the names do not fit), the bare counts
 * are saved before the error goes on. Without a path nothing is written.
 */
export async function keepTallies<C extends { readonly tallies: readonly Tally[] }>(
  place: TallyPlace,
  measured: readonly { readonly name: string | null; readonly tally: Tally }[],
  host: Host,
  concludeNow: () => C,
): Promise<C & { readonly tallySaved: boolean }> {
  const paths = tallyPaths(
    place,
    measured.map(({ name, tally }) => name ?? tally.target),
  );
  const save = async (tallies: readonly Tally[]): Promise<boolean> => {
    const written = paths.map((path, i) => saved(`--tally ${path}`, path, `${safeJson(tallies[i])}\n`, host));
    return (await Promise.all(written)).every(Boolean);
  };
  if (place.isFolder && place.path !== undefined) await makeFolder(place.path);
  try {
    const conclusion = concludeNow();
    return { ...conclusion, tallySaved: await save(conclusion.tallies) };
  } catch (error) {
    await save(measured.map(({ tally }) => tally));
    throw error;
  }
}

/** One path per tally: names as file names, letters and digits kept, equal ones numbered. */
function tallyPaths({ path, isFolder }: TallyPlace, names: readonly string[]): readonly string[] {
  if (path === undefined) return [];
  if (!isFolder) return [path];
  const taken = new Set<string>();
  return names.map((name) => {
    const plain = name.replaceAll(/[^\p{L}\p{N}._-]+/gu, '-').replace(/^[.-]+|-+$/g, '') || 'gate';
    let file = plain;
    // Some file systems do not tell A from a.
    for (let copy = 2; taken.has(file.toLowerCase()); copy += 1) file = `${plain}-${copy}`;
    taken.add(file.toLowerCase());
    return join(path, `${file}.json`);
  });
}

/** What is shown, in words, and how a format shows it; undefined where it cannot. */
interface Rendering {
  readonly of: string;
  /** What is said of it where it cannot be printed. */
  readonly inShort: string;
  readonly by: (format: Format) => ((look: Look) => string | Promise<string>) | undefined;
}

async function writeAll(rendering: Rendering, exitCode: number, options: OutputOptions, host: Host): Promise<number> {
  const printed = rendererFor(rendering, options.report, `--report ${options.report}`);
  const files = options.out.map((path) => ({ path, render: rendererFor(rendering, formatOf(path), `--out ${path}`) }));
  const isPrinted = await printText(host.stdout, await printed(lookOf(host)));
  if (!isPrinted) host.stderr.write(`weighbridge: ${rendering.inShort}\n`);
  let code = isPrinted ? exitCode : EXIT.usage;
  for (const { path, render } of files) {
    const text = await render(FILE_LOOK);
    if (!(await saved(`--out ${path}`, path, text, host))) code = EXIT.usage;
  }
  return code;
}

/** A format that cannot show this is a usage error that names those that can. */
function rendererFor({ of, by }: Rendering, name: string, flag: string) {
  const render = by(formatNamed(name));
  if (render !== undefined) return render;
  const able = Object.entries(FORMATS).flatMap(([format, entry]) => (by(entry) === undefined ? [] : [format]));
  throw new UsageError(`${flag}: ${name} cannot show ${of}; take ${able.join(' or ')}`);
}

async function saved(flag: string, path: string, text: string, host: Host): Promise<boolean> {
  const problem = await writeText(path, text);
  if (problem !== null) host.stderr.write(`weighbridge: ${flag}: cannot be written (${problem}); check the path\n`);
  return problem === null;
}

function formatNamed(name: string): Format {
  const format = FORMATS[name];
  if (format === undefined) throw new Error(`no report format ${name}`);
  return format;
}

function lookOf({ stdout, env }: Host): Look {
  return { columns: Math.max(40, Math.min(stdout.columns ?? 80, 140)), color: usesColor(env, stdout) };
}
