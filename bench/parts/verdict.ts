import { spawnSync } from 'node:child_process';
import { BenchError } from '../bench-error.ts';
import type { Pair } from '../measure/pairs.ts';
import { measurePairs } from '../measure/pairs.ts';
import type { CommandRun } from '../measure/run-command.ts';
import { runCommand } from '../measure/run-command.ts';
import { spreadOf } from '../measure/spread.ts';
import { countedAnswers, shellLoop } from '../peers/shell-loop.ts';
import { countText, figure, spreadText } from '../tables/figures.ts';
import { markdownTable } from '../tables/markdown-table.ts';
import { startEcho } from '../targets/echo.ts';
import { startNginx } from '../targets/nginx.ts';
import type { Target } from '../targets/target.ts';
import { weighbridge } from '../tools/weighbridge.ts';
import type { Part, PartSetting } from './part.ts';

const REQUESTS = 1000;
const CONNECTIONS = 32;

/** From the command to what a person wanted to know, beside the loops that articles show. They only count; they do not judge. */
export const verdict: Part = async (setting) => {
  const requests = Math.min(setting.options.requests ?? REQUESTS, REQUESTS);
  const rows: (readonly string[])[] = [];
  const missing: string[] = [];
  for (const start of [startNginx, startEcho]) {
    const target = await start();
    try {
      const loop = shellLoop(target.url, requests);
      const reason = withoutProgram(loop.needs);
      if (reason === null) rows.push(row(loop.name, await measureLoop(setting, target, requests)));
      else missing.push(reason);
    } finally {
      await target[Symbol.asyncDispose]();
    }
  }
  const heads = ['loop', 'seconds: it, median (range)', 'we', 'it / we, median of pairs (range)', 'CPU seconds: it', 'we'];
  const leftOut = missing.length === 0 ? [] : ['', 'Left out:', '', ...missing.map((reason) => `* ${reason}`)];
  return [`${countText(requests)} requests, ${setting.options.pairs} pairs.`, '', markdownTable(heads, rows), ...leftOut].join(
    '\n',
  );
};

async function measureLoop(
  { options, tell }: PartSetting,
  target: Target,
  requests: number,
): Promise<readonly Pair<CommandRun>[]> {
  const loop = shellLoop(target.url, requests);
  tell(`${loop.name} beside weighbridge, ${options.pairs} pairs`);
  return await measurePairs(options.pairs, {
    ours: () => runCommand(weighbridge.command({ target, connections: CONNECTIONS, requests, seconds: 0 })),
    theirs: async () => {
      const run = await runCommand(loop.command);
      const counted = countedAnswers(run.stdout);
      if (counted !== requests) throw new BenchError(`${loop.name} counted ${counted} answers of ${requests}`);
      return run;
    },
  });
}

function row(name: string, pairs: readonly Pair<CommandRun>[]): readonly string[] {
  const seconds = (side: keyof Pair<CommandRun>): string => spreadText(spreadOf(pairs.map((pair) => pair[side].wallMs / 1000)));
  const cpu = (side: keyof Pair<CommandRun>): string => figure(spreadOf(pairs.map((pair) => pair[side].cpuMs / 1000)).median);
  const faster = spreadOf(pairs.map(({ ours, theirs }) => theirs.wallMs / ours.wallMs));
  return [`\`${name}\``, seconds('theirs'), seconds('ours'), spreadText(faster), cpu('theirs'), cpu('ours')];
}

function withoutProgram({ program, hint }: { readonly program: string; readonly hint: string }): string | null {
  const { status } = spawnSync('sh', ['-c', 'command -v "$0"', program]);
  return status === 0 ? null : `${program} is not installed (${hint})`;
}
