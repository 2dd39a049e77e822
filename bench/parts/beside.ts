import { BenchError } from '../bench-error.ts';
import { runLoad } from '../measure/load-run.ts';
import { measurePairs } from '../measure/pairs.ts';
import type { Beside } from '../tables/beside-table.ts';
import { besideTable } from '../tables/beside-table.ts';
import { countText } from '../tables/figures.ts';
import type { Target } from '../targets/target.ts';
import { installed } from '../tools/installed.ts';
import type { Load, LoadTool } from '../tools/load-tool.ts';
import { weighbridge } from '../tools/weighbridge.ts';
import type { PartSetting } from './part.ts';

/** A tool to be measured beside us, and the ratio that is asked for. */
export interface Rival {
  readonly tool: LoadTool;
  readonly least?: number;
}

const CONNECTIONS = 32;

/** About what the tools on one core give, for those that run for a time: their runs are then about as long as the others'. */
const REQUESTS_PER_SECOND = 60_000;

const WARM_SHARE = 0.02;

/** Measures every rival beside us on one target; those that are not installed or fail are named with the reason. */
export async function measureBeside(
  setting: PartSetting,
  target: Target,
  rivals: readonly Rival[],
  requests: number,
): Promise<string> {
  const { pairs } = setting.options;
  const seconds = Math.max(1, Math.round(requests / REQUESTS_PER_SECOND));
  const load: Load = { target, connections: CONNECTIONS, requests, seconds };
  await runLoad(weighbridge, target, warm(load));
  const rows: Beside[] = [];
  const leftOut: string[] = [];
  for (const rival of rivals) {
    try {
      rows.push(await measureRival(setting, target, rival, load));
    } catch (error) {
      if (!(error instanceof BenchError)) throw error;
      setting.tell(`left out: ${error.message}`);
      leftOut.push(error.message.replaceAll(/\s*\n\s*/g, ' '));
    }
  }
  const heading = `Target: ${target.name} on loopback, ${CONNECTIONS} connections, ${countText(requests)} requests (${seconds} s for tools that run for a time), ${pairs} pairs.`;
  const without = leftOut.length === 0 ? [] : ['', 'Left out:', '', ...leftOut.map((reason) => `* ${reason}`)];
  return [heading, '', besideTable(rows), ...without].join('\n');
}

async function measureRival({ options, tell }: PartSetting, target: Target, { tool, least }: Rival, load: Load): Promise<Beside> {
  const { version } = installed(tool);
  if (version === null) throw new BenchError(`${tool.name} is not installed (${tool.hint})`);
  const name = `${tool.name} ${version}`;
  tell(`${name} beside weighbridge, ${options.pairs} pairs`);
  await runLoad(tool, target, warm(load));
  const pairs = await measurePairs(options.pairs, {
    ours: () => runLoad(weighbridge, target, load),
    theirs: () => runLoad(tool, target, load),
  });
  return { name, ...(least === undefined ? {} : { least }), pairs };
}

/** A first run brings a program into the page cache and its compiled code into Node's. */
function warm(load: Load): Load {
  return { ...load, requests: Math.max(load.connections, Math.round(load.requests * WARM_SHARE)), seconds: 1 };
}
