import { isIP } from 'node:net';
import { withoutControls } from './printable.ts';

/** One line on how to start the program. */
export const USAGE = 'usage: tcp-echo PORT[,PORT...] PREFIX [--host ADDRESS] [--quiet] [--help]';

/** What `--help` prints. */
export const HELP = `${USAGE}

Answers every line that comes in over TCP with PREFIX, one space and the same bytes.

  PORT            port to listen on, 0 to 65535; 0 takes a free one and prints it
  PREFIX          any text; put it in quotes when it has spaces
  --host ADDRESS  IP address to listen on (all, IPv6 and IPv4, unless given)
  --quiet         do not log requests and responses
  --help          print this text
  --              everything after it is PORT or PREFIX, even with a leading -
`;

/** Where to listen and what to answer. */
export interface Config {
  /** At least one; distinct, except that 0 may repeat. */
  readonly ports: readonly number[];
  /** Not empty, one line. */
  readonly prefix: string;
  /** IP address to bind, or null for every address of the machine. */
  readonly host: string | null;
  /** True: requests and responses are not logged. */
  readonly quiet: boolean;
}

/** Wrong arguments; the message is one line that names the argument and the fix. */
export class UsageError extends Error {}

/** Reads the arguments after the program's name: a Config, or `help` when it was asked for. Throws a UsageError. */
export function readArguments(args: readonly string[]): Config | 'help' {
  const { words, host, quiet, help } = separateFlags(args);
  if (help) return 'help';
  const [portsText, prefix, ...extra] = words;
  if (portsText === undefined) throw new UsageError('no port given; add a port and a prefix, for example 9000 hello');
  const ports = readPorts(portsText);
  if (prefix === undefined)
    throw new UsageError(`no prefix given after ${shown(portsText)}; add one, for example ${portsText} hello`);
  if (extra[0] !== undefined)
    throw new UsageError(`${shown(extra[0])} is one argument too many; put a prefix with spaces in quotes`);
  if (prefix === '') throw new UsageError('prefix "" is empty; give the text that every answer starts with, for example hello');
  if (/[\r\n]/.test(prefix)) throw new UsageError(`prefix ${shown(prefix)} is more than one line; remove its line breaks`);
  return { ports, prefix, host, quiet };
}

interface Separated {
  readonly words: readonly string[];
  readonly host: string | null;
  readonly quiet: boolean;
  readonly help: boolean;
}

function separateFlags(args: readonly string[]): Separated {
  const words: string[] = [];
  let host: string | null = null;
  let quiet = false;
  for (let index = 0; index < args.length; index += 1) {
    const arg = args[index] ?? '';
    if (arg === '--help') return { words, host, quiet, help: true };
    if (arg === '--') return { words: [...words, ...args.slice(index + 1)], host, quiet, help: false };
    if (arg === '--quiet') quiet = true;
    else if (arg === '--host') {
      index += 1;
      host = readHost(host, args[index] ?? '');
    } else if (arg.startsWith('--host=')) host = readHost(host, arg.slice('--host='.length));
    else if (arg.startsWith('-')) throw new UsageError(unknownFlag(arg));
    else words.push(arg);
  }
  return { words, host, quiet, help: false };
}

function unknownFlag(arg: string): string {
  return `unknown flag ${shown(arg)}; use --host ADDRESS, --quiet or --help, or put -- before a prefix that starts with -`;
}

function readHost(already: string | null, text: string): string {
  if (already !== null) throw new UsageError(`--host ${shown(text)} is the second --host; give one`);
  if (isIP(text) === 0) throw new UsageError(`--host ${shown(text)} is not an IP address; write one, for example 127.0.0.1`);
  return text;
}

function readPorts(text: string): number[] {
  const ports: number[] = [];
  for (const item of text.split(',')) {
    const port = readPort(item, text);
    if (port !== 0 && ports.includes(port)) throw new UsageError(`port ${port} is given twice in ${shown(text)}; give it once`);
    ports.push(port);
  }
  return ports;
}

function readPort(item: string, text: string): number {
  const where = item === text ? shown(text) : `${shown(item)} in ${shown(text)}`;
  const port = /^(0|[1-9][0-9]{0,4})$/.test(item) ? Number(item) : Number.NaN;
  if (port <= 65_535) return port;
  throw new UsageError(`port ${where} is not a number from 0 to 65535; write plain digits, for example 9000 or 9000,9001`);
}

/** A value inside an error message: one line, no control characters, not endless. */
function shown(value: string): string {
  const text = withoutControls(value);
  return text.length > 100 ? `"${text.slice(0, 100)}..."` : `"${text}"`;
}
