import assert from 'node:assert/strict';
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { Agent, createServer, type IncomingMessage, type RequestListener, request } from 'node:http';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import type { EvidenceClock } from '../../harness/cli/evidence-wait.ts';
import { measureMirror } from '../../harness/cli/measure-mirror.ts';
import type { Tally } from '../../harness/model/tally.ts';
import { xoshiro } from '../../harness/stats/xoshiro.ts';
import { planFor } from '../harness/drive/rehearsal.ts';
import { fakeHost, inProcess, reportOf, scratch } from './command.ts';

const folder = scratch();
const NEVER = new AbortController().signal;
let files = 0;

async function served(t: TestContext, listener: RequestListener): Promise<number> {
  const server = createServer(listener);
  t.after(() => server.close().closeAllConnections());
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 1;
}

/** How often the n-th counted request is copied, with its id. */
type Copies = (id: string, index: number) => number;

interface Stand {
  readonly port: number;
  readonly evidence: string;
  /** Logs all copies that were held back. */
  readonly release: () => void;
}

/** A gateway that answers by itself and sends copies to a shadow, which logs every request that reaches it. */
async function mirroring(t: TestContext, copies: Copies, { isHeldBack = false, status = 200 } = {}): Promise<Stand> {
  const evidence = join(folder, `shadow-${files++}.log`);
  writeFileSync(evidence, 'listening on [::]:8001\n');
  const late: string[] = [];
  const shadow = await served(t, (incoming, response) => {
    const id = incoming.headers['x-weighbridge-id'];
    const line = `${incoming.method} ${incoming.url} 200 0.4 ms${id === undefined ? '' : ` x-weighbridge-id=${id}`}\n`;
    if (isHeldBack) late.push(line);
    else appendFileSync(evidence, line);
    response.end();
  });
  const agent = new Agent({ keepAlive: true, maxSockets: 8 });
  t.after(() => agent.destroy());
  const copy = ({ headers, url }: IncomingMessage) =>
    new Promise<void>((resolve) => {
      const sent = request({ host: '127.0.0.1', port: shadow, path: url, headers, agent }, (answer) => {
        answer.resume().on('end', resolve);
      });
      sent.on('error', () => resolve()).end();
    });
  let answered = 0;
  const port = await served(t, async (incoming, response) => {
    const id = String(incoming.headers['x-weighbridge-id'] ?? '');
    const index = Number(/-(\d+)$/.exec(id)?.[1] ?? -1);
    const times = id === '' ? 1 : copies(id, index);
    // Waited for, so that a test knows when all copies are there; a real gateway does not.
    for (let time = 0; time < times; time += 1) await copy(incoming);
    response.statusCode = status;
    response.end(`answer ${answered++}\n`);
  });
  return { port, evidence, release: () => late.splice(0).forEach((line) => void appendFileSync(evidence, line)) };
}

/** A clock that moves only by waiting. */
function fastClock(onWait: (ms: number) => void = () => {}): EvidenceClock {
  let nowMs = 0;
  return {
    nowMs: () => nowMs,
    wait: async (ms) => {
      nowMs += ms;
      onWait(nowMs);
    },
  };
}

const drivenAt = ({ port, evidence }: Stand, changes: Parameters<typeof planFor>[1] = {}, clock = fastClock()) =>
  measureMirror(
    planFor({ scheme: 'http', port, path: '/get' }, { requests: 600, connections: 8, readyTimeoutMs: 5_000, ...changes }),
    evidence,
    NEVER,
    fakeHost([]).host,
    clock,
  );

/** The exit code of judging this tally, saved and read back, at a significance that no honest run hits. */
async function judged(tally: Tally, expect: string) {
  const path = join(folder, `tally-${files++}.json`);
  writeFileSync(path, JSON.stringify(tally));
  const ended = await inProcess([
    'judge',
    path,
    '--expect',
    expect,
    '--significance',
    '0.000001',
    '--diagnostics',
    'warn',
    '--report',
    'json',
  ]);
  return { code: ended.code, gate: reportOf(ended).gates[0]! };
}

const counts = ({ labels }: Tally) => Object.fromEntries(labels.map(({ label, count }) => [label, count]));
const draws = (share: number): Copies => {
  const random = xoshiro('20260131');
  return () => (random.nextUniform() < share ? 1 : 0);
};

describe('measureMirror', () => {
  it('passes a gateway that mirrors everything once', async (t) => {
    const tally = await drivenAt(await mirroring(t, () => 1), { warmupRequests: 20 });
    assert.deepEqual(counts(tally), { mirrored: 600 });
    assert.equal(tally.groupBy, 'mirror');
    assert.equal((await judged(tally, 'mirrored=1')).code, 0);
  });

  it('passes 20 % drawn at random, and every fifth in turn, which the diagnostics see', async (t) => {
    const random = await judged(await drivenAt(await mirroring(t, draws(0.2)), { requests: 1500 }), 'mirrored=20,unmirrored=80');
    assert.equal(random.code, 0);
    const fifth = await drivenAt(await mirroring(t, (_id, index) => (index % 5 === 0 ? 1 : 0)), { requests: 1500 });
    assert.deepEqual(counts(fifth), { mirrored: 300, unmirrored: 1200 });
    const rotated = await judged(fifth, 'mirrored=20,unmirrored=80');
    assert.equal(rotated.code, 0);
    assert.ok(
      rotated.gate.diagnostics.some(({ fired }) => fired),
      'a rotation shows in the order statistics',
    );
  });

  it('fails 25 % where 20 % was promised', async (t) => {
    const tally = await drivenAt(await mirroring(t, (_id, index) => (index % 4 === 0 ? 1 : 0)), { requests: 3000 });
    const { code, gate } = await judged(tally, 'mirrored=20,unmirrored=80');
    assert.deepEqual([code, gate.verdict], [1, 'FAIL']);
  });

  it('fails for a single copy that is missing, and for one that came twice', async (t) => {
    const missing = await drivenAt(await mirroring(t, (_id, index) => (index === 417 ? 0 : 1)));
    assert.deepEqual(counts(missing), { mirrored: 599, unmirrored: 1 });
    assert.equal(missing.labels.find(({ label }) => label === 'unmirrored')?.firstIndex, 417);
    const structural = await judged(missing, 'mirrored=1');
    assert.deepEqual([structural.code, structural.gate.reason], [1, 'structural']);

    const twice = await drivenAt(await mirroring(t, (_id, index) => (index === 3 ? 2 : 1)));
    assert.deepEqual(counts(twice), { mirrored: 599, 'mirrored-twice': 1 });
    const doubled = await judged(twice, 'mirrored=1');
    assert.deepEqual([doubled.code, doubled.gate.reason], [1, 'structural']);
  });

  it('awaits copies that come late', async (t) => {
    const stand = await mirroring(t, () => 1, { isHeldBack: true });
    const clock = fastClock((ms) => {
      if (ms >= 1_900) stand.release();
    });
    assert.deepEqual(counts(await drivenAt(stand, { requests: 40 }, clock)), { mirrored: 40 });
  });

  it('does not take copies that never came for granted', async (t) => {
    const stand = await mirroring(t, () => 1, { isHeldBack: true });
    assert.deepEqual(counts(await drivenAt(stand, { requests: 40 })), { unmirrored: 40 });
  });

  it('could not measure with ids that were never sent', async (t) => {
    const stand: Stand = await mirroring(t, (id, index) => {
      if (index === 5) appendFileSync(stand.evidence, `forged ${id.replace(/\d+$/, '40')}\n`);
      return 1;
    });
    await assert.rejects(drivenAt(stand, { requests: 40 }), {
      name: 'CannotMeasureError',
      message: /holds [0-9a-f]{32}-40, which belongs to this run but was never sent/,
    });
  });

  it('could not measure while copies keep coming', async (t) => {
    let run = '';
    const stand = await mirroring(t, (id) => {
      run = id.replace(/-\d+$/, '');
      return 0;
    });
    let copied = 0;
    const clock = fastClock((ms) => {
      if (ms % 1_000 === 0) appendFileSync(stand.evidence, `${run}-${copied++}\n`);
    });
    await assert.rejects(drivenAt(stand, { requests: 100 }, clock), { name: 'CannotMeasureError', message: /still coming 60 s/ });
  });

  it('keeps ids of other runs, warm-up and readiness out of it', async (t) => {
    const stand = await mirroring(t, () => 1);
    await drivenAt(stand, { requests: 10 });
    appendFileSync(stand.evidence, `${'a'.repeat(32)}-3\n`);
    const tally = await drivenAt(stand, { requests: 12, warmupRequests: 3 });
    assert.deepEqual(counts(tally), { mirrored: 12 });
    // The log holds the requests without an id too.
    assert.ok(readFileSync(stand.evidence, 'utf8').split('\n').length > 2 + 10 + 12 + 3);
  });

  it('counts failures as failures, whatever became of their copies', async (t) => {
    const stand = await mirroring(t, (_id, index) => (index % 2 === 0 ? 1 : 0), { status: 503 });
    const tally = await drivenAt(stand, { requests: 20 });
    assert.deepEqual(
      tally.labels.map(({ label, count, failing, statuses }) => [label, count, failing, statuses]),
      [
        ['mirrored', 10, 10, { 503: 10 }],
        ['unmirrored', 10, 10, { 503: 10 }],
      ],
    );

    const broken = await mirroring(t, () => 1);
    const port = await served(t, (incoming, response) => {
      const index = Number(/-(\d+)$/.exec(String(incoming.headers['x-weighbridge-id']))?.[1] ?? -1);
      appendFileSync(broken.evidence, `${incoming.headers['x-weighbridge-id'] ?? 'none'}\n`);
      if (index % 4 === 3) incoming.socket.destroy();
      else response.end('x');
    });
    const cut = await drivenAt({ ...broken, port }, { requests: 20 });
    assert.deepEqual(counts(cut), { mirrored: 15 });
    assert.deepEqual(
      cut.failures.map(({ count }) => count),
      [5],
    );
    assert.equal(cut.sent, 20);
  });

  it('needs a file before the first request', async (t) => {
    let requests = 0;
    const port = await served(t, (_incoming, response) => {
      requests += 1;
      response.end('x');
    });
    const stand = { port, evidence: join(folder, 'missing.log'), release: () => {} };
    await assert.rejects(drivenAt(stand), { name: 'UsageError', message: /there is no such file/ });
    await assert.rejects(drivenAt({ ...stand, evidence: folder }), { name: 'UsageError', message: /is a folder/ });
    assert.equal(requests, 0);
  });

  it('has nothing to wait for when nothing could be sent', async () => {
    const evidence = join(folder, 'idle.log');
    writeFileSync(evidence, '');
    const tally = await drivenAt({ port: 9, evidence, release: () => {} }, { readyTimeoutMs: 50 });
    assert.deepEqual([tally.end, tally.sent, tally.labels], ['never-ready', 0, []]);
  });
});
