import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { parseGroupBy } from '../../../harness/classify/group-by.ts';
import { parseTally } from '../../../harness/classify/parse-tally.ts';
import { createTallyBuilder, type TallyFacts, type TallyOptions } from '../../../harness/classify/tally-builder.ts';
import type { Scheme } from '../../../harness/model/probe.ts';
import { answer, failure } from './answers.ts';
import { naiveOrder, rounded } from './naive-order.ts';

fc.configureGlobal({ seed: 20260131 });

const FACTS: TallyFacts = {
  driver: 'weighbridge 1.0.0',
  target: 'http://127.0.0.1:1',
  probe: { method: 'GET', headers: [['end-user', 'eric']], body: null, payload: 'hello\n' },
  connections: { opened: 3, fresh: false },
  startedAt: '2026-01-31T12:00:00.000Z',
  endedAt: '2026-01-31T12:00:01.000Z',
  elapsedMs: 1000,
  end: 'done',
  endDetail: null,
  gate: null,
};
const builderFor = (rule: string, more: Partial<TallyOptions> & { scheme?: Scheme } = {}) =>
  createTallyBuilder({ scheme: 'http', groupBy: parseGroupBy(rule), labelCap: 64, ...more });
const counts = (builder: ReturnType<typeof builderFor>) =>
  builder.snapshot(FACTS).labels.map(({ label, count, failing }) => [label, count, failing]);
const failures = (builder: ReturnType<typeof builderFor>) =>
  builder.snapshot(FACTS).failures.map(({ kind, status, count, example }) => [kind, status, count, example]);

describe('createTallyBuilder', () => {
  it('counts gRPC answers by their status, OK included, and failing ones as those of HTTP', () => {
    const builder = builderFor('auto', { scheme: 'grpc' });
    builder.answer(answer('Hello a(10.0.0.1)', { status: 0, headers: { 'x-version': 'v1' } }));
    builder.answer(answer('overloaded', { status: 14, index: 1, headers: { 'x-version': 'v1' } }));
    builder.answer(answer('no route', { status: 12, index: 2 }));
    builder.answer(answer('', { status: 0, index: 3 }));
    const tally = builder.snapshot(FACTS);
    const [label] = tally.labels;
    assert.deepEqual([label?.label, label?.count, label?.failing, label?.statuses], ['v1', 2, 1, { 0: 1, 14: 1 }]);
    assert.deepEqual(failures(builder), [
      ['unclassified', null, 1, 'empty answer'],
      ['status', 12, 1, 'no route'],
    ]);
    assert.deepEqual(parseTally(JSON.stringify(tally), 'tally.json'), tally);
  });

  it('counts versions, transport failures and answers without a version', () => {
    const builder = builderFor('auto', { scheme: 'tcp' });
    builder.answer(answer('two x', { status: 0, index: 1 }));
    builder.answer(answer('one x', { status: 0, index: 0 }));
    builder.answer(answer('one x', { status: 0, index: 4 }));
    builder.answer(answer(' ', { status: 0 }));
    builder.failure(failure('refused', 'connect ECONNREFUSED\n127.0.0.1:9'));
    builder.failure(failure('refused', 'another'));
    const tally = builder.snapshot(FACTS);
    assert.equal(tally.sent, 6);
    assert.equal(tally.groupBy, 'auto');
    assert.deepEqual(
      tally.labels.map(({ label, count, firstIndex, statuses }) => ({ label, count, firstIndex, statuses })),
      [
        { label: 'one', count: 2, firstIndex: 0, statuses: {} },
        { label: 'two', count: 1, firstIndex: 1, statuses: {} },
      ],
    );
    assert.deepEqual(failures(builder), [
      ['unclassified', null, 1, 'empty answer'],
      ['refused', null, 2, 'connect ECONNREFUSED\\n127.0.0.1:9'],
    ]);
    assert.deepEqual(parseTally(JSON.stringify(tally), 'x'), tally);
  });

  it('counts a failing answer that is marked for its version and as failing', () => {
    const builder = builderFor('auto');
    builder.answer(answer('oops', { status: 500, headers: { 'x-version': 'v2' } }));
    builder.answer(answer('fine', { headers: { 'x-version': 'v2' } }));
    assert.deepEqual(counts(builder), [['v2', 2, 1]]);
    assert.deepEqual(builder.snapshot(FACTS).labels[0]?.statuses, { 200: 1, 500: 1 });
    const json = builderFor('json:/version');
    json.answer(answer('{"version":"3"}', { status: 503 }));
    assert.deepEqual(counts(json), [['3', 1, 1]]);
  });

  for (const [server, status, page] of [
    ['nginx', 502, '<html>\r\n<head><title>502 Bad Gateway</title></head>'],
    ['Envoy', 503, 'upstream connect error or disconnect/reset before headers. reset reason: connection timeout'],
    ['HAProxy', 503, '<html><body><h1>503 Service Unavailable</h1>\nNo server is available'],
    ['nothing at all', 500, ''],
  ] as const) {
    it(`never makes a version of an error page by ${server}`, () => {
      for (const rule of ['auto', 'line', 'body', 'word:1', 'regex:(\\w+)', 'header:x-version', 'hop:1', 'podinfo']) {
        const builder = builderFor(rule);
        builder.answer(answer('v1', { headers: { 'x-version': 'v1' } }));
        builder.answer(answer(page, { status }));
        builder.answer(answer(page, { status }));
        const tally = builder.snapshot(FACTS);
        assert.ok(
          tally.labels.every(({ failing }) => failing === 0),
          rule,
        );
        assert.deepEqual(
          tally.failures.find(({ kind }) => kind === 'status'),
          {
            kind: 'status',
            status,
            count: 2,
            example: page === '' ? 'empty answer' : page.replaceAll('\r', '\\r').replaceAll('\n', '\\n'),
          },
        );
      }
    });
  }

  it('believes a failing answer when a good one carries the same label, before or after', () => {
    const good = answer('v1 ok', { index: 1 });
    const bad = answer('v1 broken', { status: 500, index: 0 });
    for (const order of [
      [good, bad],
      [bad, good],
    ]) {
      const builder = builderFor('word:1');
      for (const one of order) {
        builder.answer(one);
      }
      assert.deepEqual(counts(builder), [['v1', 2, 1]]);
      assert.deepEqual(failures(builder), []);
    }
  });

  it('keeps few error pages apart, however many there are', () => {
    const builder = builderFor('line', { labelCap: 2 });
    for (let number = 0; number < 500; number += 1) {
      builder.answer(answer(`error ${number}`, { status: 500 + (number % 2) }));
    }
    assert.equal(builder.overCap, false);
    assert.deepEqual(counts(builder), []);
    assert.deepEqual(
      builder
        .snapshot(FACTS)
        .failures.map(({ kind, status, count }) => [kind, status, count])
        .toSorted(),
      [
        ['status', 500, 250],
        ['status', 501, 250],
      ],
    );
  });

  it('says once that there are too many versions and still counts everything', () => {
    let calls = 0;
    const builder = builderFor('line', {
      labelCap: 3,
      onOverCap: () => {
        calls += 1;
      },
    });
    for (let number = 0; number < 10; number += 1) {
      assert.equal(builder.overCap, number > 3);
      builder.answer(answer(`\u001bv${number}`));
    }
    builder.answer(answer('\u001bv1'));
    assert.equal(calls, 1);
    assert.equal(builder.overCap, true);
    assert.deepEqual(
      counts(builder).map(([, count]) => count),
      [1, 2, 1],
    );
    assert.deepEqual(failures(builder), [['unclassified', 200, 7, '\\u001bv3']]);
  });

  it('expects every status when grouping by status, and those it is told', () => {
    const byStatus = builderFor('status');
    byStatus.answer(answer('', { status: 503 }));
    assert.deepEqual(counts(byStatus), [['503', 1, 0]]);
    const expected = builderFor('line', { expectedStatuses: new Set([404]) });
    expected.answer(answer('nothing here', { status: 404 }));
    assert.deepEqual(counts(expected), [['nothing here', 1, 0]]);
  });

  it('refuses rules that the target cannot satisfy', () => {
    assert.throws(() => builderFor('header:x', { scheme: 'tcp' }), RangeError);
    assert.equal(builderFor('header:x').bodyNeeded, false);
  });

  it('loses nothing, counts nothing twice, and every snapshot can be saved', () => {
    const one = fc.record({
      body: fc.oneof(fc.constantFrom('v1', 'v2', '', '\u0000', 'x'.repeat(300), '<html>'), fc.string({ unit: 'binary' })),
      status: fc.constantFrom(200, 204, 301, 404, 503),
      marked: fc.boolean(),
      latencyMs: fc.double({ min: 0, max: 1e12, noNaN: true }),
      fails: fc.boolean(),
    });
    fc.assert(
      fc.property(
        fc.array(one, { maxLength: 60 }),
        fc.integer({ min: 1, max: 5 }),
        fc.constantFrom('auto', 'line', 'body', 'status'),
        (all, labelCap, rule) => {
          const builder = builderFor(rule, { labelCap });
          for (const [index, { body, status, marked, latencyMs, fails }] of all.entries()) {
            if (fails) {
              builder.failure(failure('reset', body));
            } else {
              builder.answer(answer(body, { index, status, latencyMs, ...(marked ? { headers: { 'x-version': body } } : {}) }));
            }
          }
          const tally = builder.snapshot(FACTS);
          assert.equal(tally.sent, all.length);
          assert.ok(tally.labels.length <= labelCap);
          assert.deepEqual(parseTally(JSON.stringify(tally), 'x'), JSON.parse(JSON.stringify(tally)));
          assert.deepEqual(builder.snapshot(FACTS), tally);
        },
      ),
    );
  });

  it('keeps order and groups, closes connections, and tells the finished prefix', () => {
    const prefix: (readonly [string | null, number])[] = [];
    const builder = builderFor('word:1', { client: 'load\u0007machine', onPrefix: (...one) => prefix.push(one) });
    const sent = ['a', 'b', null, 'a', 'a', 'b'].map((label, index) => ({ label, connection: index % 2, sentAtMs: index / 4 }));
    for (const index of [1, 2, 0, 3, 5, 4]) {
      const { label, ...rest } = sent[index]!;
      if (label === null) builder.failure({ ...failure('timeout', ''), index, connection: rest.connection });
      else builder.answer(answer(label, { index, ...rest }));
      if (index === 1) assert.deepEqual(prefix, []);
      if (index === 5) builder.closed(1);
    }
    builder.closed(0);
    const tally = builder.snapshot(FACTS);
    assert.deepEqual(rounded(tally.order), rounded(naiveOrder(sent, 'load\\u0007machine')));
    assert.deepEqual(
      prefix,
      sent.map(({ label }, index) => [label, index]),
    );
    assert.equal(builder.prefixIsStalled, false);
    assert.deepEqual(parseTally(JSON.stringify(tally), 'x'), tally);
  });

  it('knows an error page for a version only from the good answer on, and loses no count', () => {
    const prefix: (string | null)[] = [];
    const builder = builderFor('word:1', { onPrefix: (label) => prefix.push(label) });
    builder.answer(answer('a', { index: 0, status: 500 }));
    builder.answer(answer('a', { index: 1 }));
    builder.answer(answer('a', { index: 2, status: 500 }));
    builder.answer(answer('never', { index: 3, status: 500 }));
    assert.deepEqual(prefix, [null, 'a', 'a', null]);
    const { order, labels, failures: failed } = builder.snapshot(FACTS);
    assert.deepEqual([labels[0]!.count, failed[0]!.count], [3, 1]);
    assert.deepEqual([order!.streams[0]!.n, order!.streams[0]!.late], [2, 1]);
    assert.deepEqual(order!.clients, [{ name: 'this machine', counts: [3] }]);
  });

  it('says when the prefix waits too long, and has none after a gap', () => {
    let prefix = 0;
    const builder = builderFor('word:1', {
      onPrefix: () => {
        prefix += 1;
      },
    });
    for (let index = 1; index < 65_536; index += 1) builder.answer(answer('a', { index }));
    assert.deepEqual([builder.prefixIsStalled, prefix], [true, 0]);
    builder.failure({ ...failure('timeout', ''), index: 0 });
    assert.deepEqual([builder.prefixIsStalled, prefix], [false, 65_536]);
    for (let index = 65_537; index < 150_000; index += 1) builder.answer(answer('a', { index }));
    builder.answer(answer('a', { index: 65_536 }));
    assert.equal(prefix, 65_536);
    const [stream] = builder.snapshot(FACTS).order!.streams;
    assert.deepEqual([stream!.n, stream!.late], [149_998, 1]);
  });

  it('needs the memory of a hundred thousand answers for two million', () => {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const usedBytes = (): number => {
      collect();
      const { heapUsed, arrayBuffers } = globalThis.process.memoryUsage();
      return heapUsed + arrayBuffers;
    };
    const builder = builderFor('auto', { scheme: 'tcp', onPrefix: () => {} });
    const bodies = ['v1', 'v2', 'v3'].map((version) => Buffer.from(`${version} hello`));
    const one = { ...answer('', { status: 0 }) } as {
      -readonly [K in keyof ReturnType<typeof answer>]: ReturnType<typeof answer>[K];
    };
    const feed = (from: number, to: number): void => {
      for (let number = from; number < to; number += 1) {
        // Blocks of 32 answered backwards; half of the connections carry one request, half of them two.
        one.index = number - (number % 32) + 31 - (number % 32);
        one.connection = number - (number % 4 === 1 ? 1 : 0);
        one.body = bodies[Math.imul(number, 2654435761) >>> 30 === 0 ? 1 : number % 97 === 0 ? 2 : 0]!;
        one.sentAtMs = number / 100;
        builder.answer(one);
        if (number % 4 !== 0) builder.closed(one.connection);
      }
    };
    feed(0, 100_000);
    const before = usedBytes();
    feed(100_000, 2_000_000);
    const grownBytes = usedBytes() - before;
    assert.ok(grownBytes < 2 ** 20, `${grownBytes} bytes more`);
    const { order } = builder.snapshot(FACTS);
    const [stream] = order!.streams;
    assert.deepEqual([stream!.n, stream!.late, stream!.spacing, order!.connections!.groups], [2_000_000, 0, 512, 1_500_000]);
  });

  it('stays small and quick over a million answers', () => {
    const builder = builderFor('auto');
    const answers = ['v1', 'v2'].map((version) => answer(`${version} ${'x'.repeat(100)}`));
    for (let number = 0; number < 1_000_000; number += 1) {
      builder.answer(answers[number % 2]!);
    }
    assert.deepEqual(
      counts(builder).map(([, count]) => count),
      [500_000, 500_000],
    );
  });
});
