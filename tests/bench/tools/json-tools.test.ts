import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BenchError } from '../../../bench/bench-error.ts';
import { autocannon } from '../../../bench/tools/autocannon.ts';
import { bareLoop } from '../../../bench/tools/bare-loop.ts';
import { fortio } from '../../../bench/tools/fortio.ts';
import { k6 } from '../../../bench/tools/k6.ts';
import type { LoadTool } from '../../../bench/tools/load-tool.ts';
import { oha } from '../../../bench/tools/oha.ts';
import { vegeta } from '../../../bench/tools/vegeta.ts';
import { weighbridge } from '../../../bench/tools/weighbridge.ts';

/** What each tool prints, cut to what is read and its neighbours. */
const PRINTED: readonly (readonly [LoadTool, unknown, { requests: number; failures: number; perSecond: number }])[] = [
  [
    autocannon,
    {
      url: 'http://127.0.0.1:18099/',
      connections: 32,
      duration: 2.5,
      errors: 2,
      timeouts: 1,
      non2xx: 3,
      '2xx': 19997,
      requests: { average: 20008, total: 20000, sent: 20032 },
    },
    { requests: 20002, failures: 5, perSecond: 8000 },
  ],
  [
    fortio,
    {
      RequestedQPS: 'max',
      ActualQPS: 24187.5,
      ActualDuration: 826868000,
      NumThreads: 32,
      DurationHistogram: { Count: 20000, Min: 0.0001 },
      RetCodes: { '-1': 1, 200: 19989, 503: 10 },
    },
    { requests: 20000, failures: 11, perSecond: 24187.5 },
  ],
  [
    oha,
    {
      summary: { successRate: 0.5, total: 1.25, requestsPerSec: 80.5 },
      statusCodeDistribution: { 200: 90, 404: 6 },
      errorDistribution: { 'connection error': 4 },
    },
    { requests: 100, failures: 10, perSecond: 80.5 },
  ],
  [k6, { requests: 50, failures: 0, perSecond: 919.9100041004068 }, { requests: 50, failures: 0, perSecond: 919.9100041004068 }],
  [
    vegeta,
    {
      requests: 1000,
      rate: 510.1,
      throughput: 498.25,
      duration: 2e9,
      success: 0.99,
      status_codes: { 0: 4, 200: 990, 502: 6 },
      errors: ['connection refused'],
    },
    { requests: 1000, failures: 10, perSecond: 498.25 },
  ],
  [
    weighbridge,
    {
      schema: 'weighbridge/report/v1',
      verdict: 'PASS',
      gates: [{ n: 1998, nAll: 2000, unattributed: 2, measurement: { sent: 2000, elapsedMs: 500 } }],
    },
    { requests: 2000, failures: 2, perSecond: 4000 },
  ],
  [bareLoop, { requests: 300, failures: 1, elapsedMs: 100 }, { requests: 300, failures: 1, perSecond: 3000 }],
];

for (const [tool, printed, reading] of PRINTED) {
  test(`${tool.name}: what it prints is read`, () => {
    assert.deepEqual(tool.read(JSON.stringify(printed)), reading);
  });

  test(`${tool.name}: anything else is refused, never read as zero`, () => {
    for (const other of ['', 'panic: runtime error', '{}', '[]', 'null', '3', '{"requests":"many"}', '{"gates":[]}'])
      assert.throws(() => tool.read(other), BenchError, other);
  });

  test(`${tool.name}: the command names the target, and a hint says how to get it`, () => {
    const load = { target: { url: 'http://127.0.0.1:8080/', label: 'v1' }, connections: 7, requests: 700, seconds: 3 };
    const command = tool.command(load);
    const words = [...command.args, ...Object.values(command.env ?? {})];
    assert.ok(words.includes('http://127.0.0.1:8080/'));
    assert.ok(words.includes('7'), words.join(' '));
    assert.ok(words.includes('700') || words.includes('3'), words.join(' '));
    assert.notEqual(tool.hint, '');
  });
}

test('no status at all is no success', () => {
  assert.equal(fortio.read('{"ActualQPS":1,"DurationHistogram":{"Count":5}}').failures, 5);
  assert.equal(vegeta.read('{"requests":5,"throughput":0}').failures, 5);
});
