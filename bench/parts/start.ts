import type { Command } from '../measure/command.ts';
import { measurePairs } from '../measure/pairs.ts';
import { runCommand } from '../measure/run-command.ts';
import { spreadOf } from '../measure/spread.ts';
import { figure, spreadText } from '../tables/figures.ts';
import { markdownTable } from '../tables/markdown-table.ts';
import { WEIGHBRIDGE } from '../tools/weighbridge.ts';
import type { Part } from './part.ts';

/** Nothing that is started with Node can be faster than this. */
const NODE_ALONE: Command = { program: process.execPath, args: ['--eval', '0'] };

const COMMANDS = ['--version', '--help', 'judge --counts 61,28,11 --expect 60,30,10'];

/** Start-ups are short, so more of them fit in. */
const PAIRS_TIMES = 4;

/** How long a person waits for a command that measures nothing. */
export const start: Part = async ({ options, tell }) => {
  const pairsOfRuns = options.pairs * PAIRS_TIMES;
  const rows: (readonly string[])[] = [];
  for (const line of COMMANDS) {
    tell(`weighbridge ${line}, ${pairsOfRuns} pairs`);
    const command = { program: process.execPath, args: [WEIGHBRIDGE, ...line.split(' ')] };
    await runCommand(command);
    const pairs = await measurePairs(pairsOfRuns, { ours: () => runCommand(command), theirs: () => runCommand(NODE_ALONE) });
    rows.push([
      `\`weighbridge ${line}\``,
      spreadText(spreadOf(pairs.map(({ ours }) => ours.wallMs))),
      spreadText(spreadOf(pairs.map(({ theirs }) => theirs.wallMs))),
      spreadText(spreadOf(pairs.map(({ ours, theirs }) => ours.wallMs - theirs.wallMs))),
      figure(spreadOf(pairs.map(({ ours }) => ours.peakMib)).median),
    ]);
  }
  const heads = ['command', 'ms, median (range)', '`node --eval 0`', 'more than Node alone', 'peak MiB'];
  return `${pairsOfRuns} pairs, compiled code in Node's cache.\n\n${markdownTable(heads, rows)}`;
};
