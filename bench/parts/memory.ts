import { runLoad } from '../measure/load-run.ts';
import { measurePairs } from '../measure/pairs.ts';
import { spreadOf } from '../measure/spread.ts';
import { askedText, countText, spreadText } from '../tables/figures.ts';
import { markdownTable } from '../tables/markdown-table.ts';
import { startNginx } from '../targets/nginx.ts';
import { weighbridge } from '../tools/weighbridge.ts';
import type { Part } from './part.ts';

const FEW = 100_000;
const TIMES_MORE = 100;
const TIMES_MORE_SHORT = 10;
const CONNECTIONS = 32;
const MOST_RATIO = 1.2;

/** Whether a hundred times the requests take more memory. */
export const memory: Part = async ({ options, tell }) => {
  const few = options.requests ?? FEW;
  const many = few * (options.short ? TIMES_MORE_SHORT : TIMES_MORE);
  const nginx = await startNginx();
  try {
    const peakOf = async (requests: number): Promise<number> => {
      tell(`memory of ${countText(requests)} requests`);
      return (await runLoad(weighbridge, nginx, { target: nginx, connections: CONNECTIONS, requests, seconds: 0 })).peakMib;
    };
    const pairs = await measurePairs(options.pairs, { ours: () => peakOf(many), theirs: () => peakOf(few) });
    const ratio = spreadOf(pairs.map(({ ours, theirs }) => ours / theirs));
    const rows = [
      [countText(few), spreadText(spreadOf(pairs.map(({ theirs }) => theirs))), '', ''],
      [
        countText(many),
        spreadText(spreadOf(pairs.map(({ ours }) => ours))),
        spreadText(ratio),
        askedText(ratio.median, { most: MOST_RATIO }),
      ],
    ];
    const heads = ['HTTP requests', 'peak MiB, median (range)', 'ratio, median of pairs (range)', 'asked'];
    return `Target: ${nginx.name} on loopback, ${CONNECTIONS} connections, ${options.pairs} pairs.\n\n${markdownTable(heads, rows)}`;
  } finally {
    await nginx[Symbol.asyncDispose]();
  }
};
