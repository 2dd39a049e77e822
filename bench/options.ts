import { parseArgs } from 'node:util';

/** The parts of the measurement, in the order they run; each fills one section of the README. */
export const PARTS = ['http', 'tcp', 'memory', 'verdict', 'start'] as const;

export type PartName = (typeof PARTS)[number];

/** Fewer pairs say nothing about spread: they may be looked at, but not published. */
export const LEAST_PAIRS = 5;

export interface Options {
  /** In the order of `PARTS`. */
  readonly only: readonly PartName[];
  readonly pairs: number;
  /** Requests of one run, or null for what each part takes by itself. */
  readonly requests: number | null;
  /** True: the memory part stops at one million requests instead of ten. */
  readonly short: boolean;
  /** True: the tables are printed and the README stays as it is. */
  readonly print: boolean;
}

/** What `--help` prints. */
export const HELP = `usage: npm run bench -- [--only ${PARTS.join(',')}] [--pairs N] [--requests N] [--short] [--print]

Measures weighbridge beside other tools on this machine and writes the tables into bench/README.md.

  --only PARTS  only these parts, separated by commas
  --pairs N     pairs of runs for each comparison (5)
  --requests N  requests of one run (http 300000, tcp 100000, memory 100000, verdict 1000)
  --short       memory: 100 thousand beside 1 million requests instead of 10 million
  --print       print the tables and leave bench/README.md alone
`;

/** Reads the arguments after the program's name. Throws a RangeError that names the argument and the fix. */
export function readOptions(args: readonly string[]): Options | 'help' {
  const { values } = parsed(args);
  if (values.help) return 'help';
  const pairs = values.pairs === undefined ? LEAST_PAIRS : readCount(values.pairs, '--pairs');
  const print = values.print ?? false;
  if (pairs < LEAST_PAIRS && !print)
    throw new RangeError(`--pairs ${pairs}: too few for the README; write at least ${LEAST_PAIRS}, or add --print`);
  return {
    only: values.only === undefined ? PARTS : readParts(values.only),
    pairs,
    requests: values.requests === undefined ? null : readCount(values.requests, '--requests'),
    short: values.short ?? false,
    print,
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        only: { type: 'string' },
        pairs: { type: 'string' },
        requests: { type: 'string' },
        short: { type: 'boolean' },
        print: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    });
  } catch (error) {
    throw new RangeError(`${error instanceof Error ? error.message : error}\n\n${HELP}`);
  }
}

function readParts(text: string): readonly PartName[] {
  const wanted = text.split(',').map((name) => name.trim());
  const unknown = wanted.find((name) => !PARTS.some((part) => part === name));
  if (unknown !== undefined) throw new RangeError(`--only "${unknown}": no such part; the parts are ${PARTS.join(', ')}`);
  return PARTS.filter((part) => wanted.includes(part));
}

function readCount(text: string, flag: string): number {
  const count = /^[1-9]\d*$/.test(text) ? Number(text) : Number.NaN;
  if (Number.isSafeInteger(count)) return count;
  throw new RangeError(`${flag} "${text}": not a number of at least 1; write plain digits`);
}
