import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { test } from 'node:test';
import { BenchError } from '../../../bench/bench-error.ts';
import { runLoad } from '../../../bench/measure/load-run.ts';
import type { Target } from '../../../bench/targets/target.ts';
import type { LoadTool, Reading } from '../../../bench/tools/load-tool.ts';

const skip = existsSync('/proc/self/stat') ? false : 'CPU time is read from /proc, which only Linux has';

/** A tool that sends nothing and says what it is told to say. */
function toolThatSays(reading: Reading): LoadTool {
  const command = { program: process.execPath, args: ['--eval', '0'] };
  return { name: 'liar', hint: 'none', version: command, command: () => command, read: () => reading };
}

/** A target that has served so many more requests each time it is asked. */
function targetThatServes(more: number | null): Target {
  let served = 0;
  return {
    url: 'http://127.0.0.1:1/',
    name: 'nginx 0',
    pid: process.pid,
    label: 'v1',
    served: async () => {
      if (more === null) return null;
      served += more;
      return served;
    },
    [Symbol.asyncDispose]: async () => {},
  };
}

async function run(reading: Reading, served: number | null) {
  const target = targetThatServes(served);
  return await runLoad(toolThatSays(reading), target, { target, connections: 1, requests: 1, seconds: 1 });
}

test('a run has the rate that the tool says and the cost that was seen', { skip }, async () => {
  for (const served of [1000, 1032, null]) {
    const result = await run({ requests: 1000, failures: 0, perSecond: 5000 }, served);
    assert.equal(result.perSecond, 5000);
    assert.ok(result.cpuUsPerRequest >= 0 && result.peakMib >= 0 && result.targetBusy >= 0);
  }
});

test('a rate with failures is no rate', { skip }, async () => {
  await assert.rejects(
    run({ requests: 1000, failures: 1, perSecond: 5000 }, 1000),
    (error) => error instanceof BenchError && /liar: 1 of 1000 requests failed/.test(error.message),
  );
});

test('more requests than the target has served are not believed', { skip }, async () => {
  await assert.rejects(
    run({ requests: 1000, failures: 0, perSecond: 5000 }, 999),
    (error) => error instanceof BenchError && /liar says it sent 1000 requests, but nginx 0 served 999/.test(error.message),
  );
});

test('no requests at all are no rate either', { skip }, async () => {
  await assert.rejects(run({ requests: 0, failures: 0, perSecond: 0 }, 1), BenchError);
});
