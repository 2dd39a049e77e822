import { basename, dirname, isAbsolute, join } from 'node:path';
import { connectAddress } from '../expect/connect-to.ts';
import type { WrittenField, WrittenGate } from '../expect/gates-file.ts';
import { parseTarget } from '../expect/target.ts';
import { STANDS } from '../lab/stands.ts';
import { nearest } from '../text/nearest.ts';
import { type AskedLab, findLab } from './asked-lab.ts';
import type { CommandOf } from './command-line.ts';
import { VERIFY } from './commands/verify.ts';
import { readStream, readText } from './files.ts';
import { BESIDE_CONFIG, BESIDE_SCENARIO } from './gate-options.ts';
import type { Host } from './host.ts';
import type { LabManifests } from './lab-setup.ts';
import type { OptionName } from './options.ts';
import { readOption, readOptions } from './read-options.ts';
import { checked, UsageError } from './usage-error.ts';

/** What one gate is asked with: the command line of a gate, wherever it was written. */
export interface AskedGate extends Pick<CommandOf<'verify'>, 'target' | 'options' | 'given'> {
  /** Null: called by its target. */
  readonly name: string | null;
  /** In front of every error about this gate: `weighbridge.yaml:5: gate "shop"`. Null on the command line. */
  readonly where: string | null;
  /** Manifests that are started for it; null: it is weighed where its target is, or in a stand. */
  readonly lab: LabManifests | null;
}

/** Options that name files; in a gates file they are relative to it. */
const FILE_OPTIONS: readonly string[] = ['cacert', 'cert-file', 'key-file', 'routes', 'evidence', 'lab-overlay', 'lab-peer'];
/** Instead of manifests: no lab can stand for the gate. */
const NO_LAB = 'none';

/** Runs what may find a fault of one gate, and says which gate it was. */
export function about<T>(where: string | null, find: () => T): T {
  try {
    return find();
  } catch (error) {
    throw placed(where, error);
  }
}

/** The same for what takes its time. */
export async function aboutLater<T>(where: string | null, find: () => Promise<T>): Promise<T> {
  try {
    return await find();
  } catch (error) {
    throw placed(where, error);
  }
}

function placed(where: string | null, error: unknown): unknown {
  return where === null || !(error instanceof UsageError)
    ? error
    : new UsageError(`${where}: ${error.message}`, { cause: error });
}

/** The one gate of the command line, or those of `--config` or of a scenario that `--gate` asks for. */
export async function askedGates(command: CommandOf<'verify'>, host: Host): Promise<readonly AskedGate[]> {
  const { options } = command;
  const lab = options.lab === undefined ? null : await findLab(options.lab);
  if (lab?.kind === 'scenario' && command.target === null) return scenarioGates(command, lab, host);
  if (options.config === undefined) return [typedGate(command, lab)];
  rejectBesideConfig(command, BESIDE_CONFIG);
  return writtenGates(options.config, command, host);
}

/** The gates of a scenario, each with the manifests that the lab starts for it. */
async function scenarioGates(
  command: CommandOf<'verify'>,
  { gatesFile }: { readonly gatesFile: string },
  host: Host,
): Promise<readonly AskedGate[]> {
  if (command.options.config !== undefined)
    throw new UsageError(`--config: --lab ${command.options.lab} has gates of its own (${gatesFile}); leave one of the two out`);
  rejectBesideConfig(command, BESIDE_SCENARIO);
  const gates = await writtenGates(gatesFile, command, host);
  const inLab = gates.filter(({ options }) => !options['lab-overlay'].some((path) => basename(path) === NO_LAB));
  const left = gates.length - inLab.length;
  if (left > 0)
    host.stderr.write(`${left === 1 ? '1 gate is' : `${left} gates are`} left out: no lab can stand for what they ask\n`);
  if (inLab.length === 0) throw new UsageError(`--lab ${command.options.lab}: none of the gates can be weighed in a lab`);
  return inLab.map((gate) => ({ ...gate, lab: about(gate.where, () => manifestsOf(gate.options)) }));
}

function manifestsOf({ routes, 'lab-overlay': overlay, 'lab-peer': peers }: AskedGate['options']): LabManifests {
  if (overlay.length > 0) return { overlay, peers };
  if (routes.length > 0) return { overlay: routes, peers };
  throw new UsageError('nothing says which manifests the lab starts for it; write lab-overlay: and their folder');
}

/** The gate that the command line itself is. */
function typedGate(command: CommandOf<'verify'>, lab: AskedLab | null): AskedGate {
  const { target, options, given } = command;
  const lonely = (['gate', 'list-gates'] as const).find((name) => given.has(name));
  if (lonely !== undefined)
    throw new UsageError(`--${lonely}: --config is missing; give the file that the gates stand in, or a scenario with --lab`);
  const gate: AskedGate = { name: null, where: null, target, options, given, lab: null };
  if (lab === null || lab.kind === 'stand') {
    rejectIdleAddress(command);
    rejectIdleLab(command);
    return gate;
  }
  if (target === null)
    throw new UsageError(
      `--lab ${options.lab}: these manifests have no gates (gates.yaml); give a target, such as http://shop.example/cart`,
    );
  if (options['connect-to'].length > 0)
    throw new UsageError('--connect-to: a lab on this machine is weighed, which has its own address; leave it out');
  const path = lab.kind === 'scenario' ? lab.folder : lab.path;
  // The lab obeys these manifests, so they are also what is promised unless something else is asked.
  const routes = options.routes.length === 0 && options.expect === undefined ? [path] : options.routes;
  return { ...gate, options: { ...options, routes }, lab: manifestsOf({ ...options, routes: [path] }) };
}

const ONLY_LAB: readonly OptionName[] = ['gateway', 'runtime', 'lab-overlay', 'lab-peer'];

/** What says how a lab from manifests is run means nothing for a target, nor for a stand. */
function rejectIdleLab({ given, options }: CommandOf<'verify'>): void {
  const idle = ONLY_LAB.find((name) => given.has(name));
  if (idle === undefined) return;
  const why = options.lab === undefined ? '--lab is missing' : `the stand ${options.lab} has a gateway of its own`;
  throw new UsageError(`--${idle}: ${why}; give --lab and a scenario, or leave it out`);
}

/** The gates of a file that `--gate` asks for. */
async function writtenGates(path: string, command: CommandOf<'verify'>, host: Host): Promise<readonly AskedGate[]> {
  const file = path === '-' ? 'standard input' : path;
  const text = path === '-' ? await readStream(host.stdin) : await readText('--config', path);
  // Loaded here: YAML and schema are not needed for anything else.
  const { readGatesFile } = await import('../expect/gates-file.ts');
  const { gates: written, defaults } = checked(() => readGatesFile(text, file));
  checkFields('defaults', defaults);
  const folder = path === '-' ? '.' : dirname(path);
  const gates = written.map((gate) => asAsked(gate, folder, command));
  return chosen(gates, command.options.gate, file);
}

/** An address for another host than the one that is weighed is a slip; of a file with many gates, each takes what fits it. */
function rejectIdleAddress({ target, options }: CommandOf<'verify'>): void {
  const entries = options['connect-to'];
  if (entries.length === 0) return;
  if (target === null)
    throw new UsageError('--connect-to: a lab on this machine is weighed, which has its own address; give a target');
  const { host, port } = checked(() => parseTarget(target));
  if (connectAddress(entries, host, port) === null)
    throw new UsageError(
      `--connect-to: no entry is about ${host}:${port}, which the target names; write ${host.includes(':') ? `[${host}]` : host}:${port}:ADDRESS:PORT`,
    );
}

function rejectBesideConfig({ target, given, options }: CommandOf<'verify'>, allowed: readonly OptionName[]): void {
  if (target !== null) throw new UsageError(`${target}: --config is given too, and every gate has its own target; leave one out`);
  const foreign = [...given].find((name) => !allowed.includes(name));
  const file = options.config === undefined ? `--lab ${options.lab}` : '--config';
  if (foreign === 'compare-connections')
    throw new UsageError('--compare-connections: weighs one target, not the gates of a file; leave one out');
  if (foreign !== undefined)
    throw new UsageError(
      `--${foreign} cannot stand beside ${file}; write ${foreign}: in the file, under a gate or under defaults`,
    );
}

/** The gate as if it had been typed; what was typed beside `--config` wins. */
function asAsked(gate: WrittenGate, folder: string, command: CommandOf<'verify'>): AskedGate {
  const where = `${gate.place}: gate ${JSON.stringify(gate.name)}`;
  const fields = gate.fields.filter(({ key }) => key !== 'target');
  checkFields(`gate ${JSON.stringify(gate.name)}`, fields);
  const typed = new Map(fields.map((field) => [field.key as OptionName, valuesOf(field, folder)]));
  const { options, given } = readOptions(VERIFY.options, typed);
  const isTyped = (name: string) => (command.given as ReadonlySet<string>).has(name);
  const risks = Object.fromEntries(Object.entries(command.options).filter(([name]) => isTyped(name)));
  const target = gate.fields.find(({ key }) => key === 'target')?.values[0];
  return {
    name: gate.name,
    where,
    target: target === undefined ? null : String(target),
    // The first address that fits is taken: whoever types one knows better than the file where things are from here.
    options: { ...options, ...risks, 'connect-to': [...command.options['connect-to'], ...options['connect-to']] },
    given: new Set([...given, ...command.given]),
    lab: null,
  };
}

/** Reads every value by its parser, so that an error has the place of the field and not only of the gate. */
function checkFields(owner: string, fields: readonly WrittenField[]): void {
  for (const { key, values, place } of fields) {
    if (key === 'target') continue;
    if (key === 'lab' && !values.every((value) => Object.hasOwn(STANDS, String(value))))
      throw new UsageError(
        `${place}: ${owner}: lab ${JSON.stringify(values[0])}: a gate names a stand (${Object.keys(STANDS).join(', ')}); for manifests run weighbridge verify --lab and their folder`,
      );
    if (key === 'routes' && values.includes('-'))
      throw new UsageError(`${place}: ${owner}: routes "-": a gates file names manifests by file; write a file or a folder`);
    try {
      readOption(key as OptionName, values);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      throw new UsageError(`${place}: ${owner}: ${error.message}`, { cause: error });
    }
  }
}

function valuesOf({ key, values }: WrittenField, folder: string): readonly (string | boolean)[] {
  return FILE_OPTIONS.includes(key) ? values.map((path) => beside(folder, String(path))) : values;
}

/** Relative paths stay relative, as the name of the gates file was: reports name the lines of manifests by them. */
function beside(folder: string, path: string): string {
  return isAbsolute(path) ? path : join(folder, path);
}

/** The gates that `--gate` names, in the order of the file; all without it. */
function chosen(gates: readonly AskedGate[], names: readonly string[], file: string): readonly AskedGate[] {
  const known = gates.map(({ name }) => name ?? '');
  for (const name of names) {
    if (known.includes(name)) continue;
    const meant = nearest(name, known);
    const fix =
      meant === null
        ? `there are ${known.map((one) => JSON.stringify(one)).join(', ')}`
        : `did you mean ${JSON.stringify(meant)}?`;
    throw new UsageError(`--gate ${JSON.stringify(name)}: no gate of ${file} has this name; ${fix}`);
  }
  return names.length === 0 ? gates : gates.filter(({ name }) => names.includes(name ?? ''));
}
