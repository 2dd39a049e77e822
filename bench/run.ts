// Measures weighbridge beside other tools on this machine: see README.md. Tables go to standard output and into the README, each as soon
// as its part is done, so that a later failure loses nothing.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { BenchError } from './bench-error.ts';
import { watchOthers } from './measure/others-share.ts';
import type { Options } from './options.ts';
import { HELP, readOptions } from './options.ts';
import { PART } from './parts/parts.ts';
import { fillSection } from './tables/fill-section.ts';
import { machineText, thisMachine } from './tables/machine.ts';

const README = fileURLToPath(new URL('./README.md', import.meta.url));
const EXIT_CODE = { done: 0, failed: 1, usage: 2, SIGINT: 130, SIGTERM: 143 } as const;

const tell = (line: string): void => void process.stderr.write(`${line}\n`);

async function measure(options: Options): Promise<number> {
  let code: number = EXIT_CODE.done;
  for (const name of options.only) {
    tell(`== ${name}`);
    const machine = thisMachine(new Date());
    const othersShare = watchOthers();
    try {
      const table = await PART[name]({ options, tell });
      const section = `${machineText(machine, othersShare())} ${table}`;
      process.stdout.write(`${section}\n\n`);
      if (!options.print) writeFileSync(README, fillSection(readFileSync(README, 'utf8'), name, section));
    } catch (error) {
      if (!(error instanceof BenchError)) throw error;
      tell(`${name} could not be measured: ${error.message}`);
      code = EXIT_CODE.failed;
    }
  }
  return code;
}

async function main(args: readonly string[]): Promise<number> {
  let options: Options | 'help';
  try {
    options = readOptions(args);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    tell(error.message);
    return EXIT_CODE.usage;
  }
  if (options !== 'help') return await measure(options);
  process.stdout.write(HELP);
  return EXIT_CODE.done;
}

// What was started ends with this process: see targets/child.ts.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(EXIT_CODE[signal]));
process.exitCode = await main(process.argv.slice(2));
