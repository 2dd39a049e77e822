import { dirname, isAbsolute, join } from 'node:path';
import type { WrittenField, WrittenGate } from '../expect/gates-file.ts';
import { STANDS } from '../lab/stands.ts';
import { nearest } from '../text/nearest.ts';
import type { AskedGate } from './asked-gate.ts';
import type { CommandOf } from './command-line.ts';
import { VERIFY } from './commands/verify.ts';
import { readStream, readText } from './files.ts';
import type { Host } from './host.ts';
import type { OptionName } from './options.ts';
import { readOption, readOptions } from './read-options.ts';
import { checked, UsageError } from './usage-error.ts';

/** Options that name files; in a gates file they are relative to it. */
const FILE_OPTIONS: readonly string[] = ['cacert', 'cert-file', 'key-file', 'routes', 'evidence', 'lab-overlay', 'lab-peer'];

/** The gates of a file (`-`: standard input) that `--gate` asks for. A UsageError with file and line for what is wrong in it. */
export async function writtenGates(path: string, command: CommandOf<'verify'>, host: Host): Promise<readonly AskedGate[]> {
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

/** The gate as if it had been typed; what was typed beside `--config` wins. */
function asAsked(gate: WrittenGate, folder: string, command: CommandOf<'verify'>): AskedGate {
  const where = `${gate.place}: gate ${JSON.stringify(gate.name)}`;
  const fields = gate.fields.filter(({ key }) => key !== 'target');
  checkFields(`gate ${JSON.stringify(gate.name)}`, fields);
  const typed = new Map(fields.map((field) => [field.key as OptionName, valuesOf(field, folder)]));
  const { options, given } = readOptions(VERIFY.options, typed);
  const isTyped = (name: string) => (command.given as ReadonlySet<string>).has(name);
  // Only a gate about mirrors reads a log.
  const isMeant = (name: string) => isTyped(name) && (name !== 'evidence' || options['group-by'] === 'mirror');
  const typedBeside = Object.fromEntries(Object.entries(command.options).filter(([name]) => isMeant(name)));
  const target = gate.fields.find(({ key }) => key === 'target')?.values[0];
  return {
    name: gate.name,
    where,
    target: target === undefined ? null : String(target),
    // The first address that fits is taken: whoever types one knows better than the file where things are from here.
    options: { ...options, ...typedBeside, 'connect-to': [...command.options['connect-to'], ...options['connect-to']] },
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

/** Most gates that a message lists. */
const MOST_LISTED = 8;

function listed(names: readonly string[]): string {
  const more = names.length > MOST_LISTED ? `, and ${names.length - MOST_LISTED} more (--list-gates shows all)` : '';
  return (
    names
      .slice(0, MOST_LISTED)
      .map((one) => JSON.stringify(one))
      .join(', ') + more
  );
}

/** The gates that `--gate` names, in the order of the file; all without it. */
function chosen(gates: readonly AskedGate[], names: readonly string[], file: string): readonly AskedGate[] {
  const known = gates.map(({ name }) => name ?? '');
  for (const name of names) {
    if (known.includes(name)) continue;
    const meant = nearest(name, known);
    const fix = meant === null ? `there are ${listed(known)}` : `did you mean ${JSON.stringify(meant)}?`;
    throw new UsageError(`--gate ${JSON.stringify(name)}: no gate of ${file} has this name; ${fix}`);
  }
  return names.length === 0 ? gates : gates.filter(({ name }) => names.includes(name ?? ''));
}
