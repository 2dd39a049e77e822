import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { parseTally } from '../../../harness/classify/parse-tally.ts';
import { tallyFromCounts } from '../../../harness/classify/typed-counts.ts';
import type { Tally } from '../../../harness/model/tally.ts';
import { naiveOrder } from './naive-order.ts';

fc.configureGlobal({ seed: 20260131 });

const SCHEMA = JSON.parse(
  readFileSync(new URL('../../../harness/classify/tally.schema.json', import.meta.url), 'utf8'),
) as object;
const validate = new Ajv2020({ strict: true, strictTypes: false, strictRequired: true, allowUnionTypes: true }).compile(SCHEMA);

const FULL: Tally = {
  schema: 'weighbridge/tally/v1',
  driver: 'weighbridge 1.0.0',
  target: 'http://127.0.0.1:8001/hello/eric',
  probe: { method: 'GET', headers: [['end-user', 'eric']], body: null, payload: 'hello\n' },
  groupBy: 'hop:2',
  sent: 13,
  labels: [
    {
      label: 'v1',
      count: 7,
      failing: 1,
      firstIndex: 0,
      statuses: { 200: 6, 503: 1 },
      latency: { counts: { 100: 3, 128: 4 }, minMs: 0.1, maxMs: 0.129 },
    },
    { label: '\u001b[2J', count: 3, failing: 0, firstIndex: 2, statuses: {}, latency: { counts: {}, minMs: 0, maxMs: 0 } },
  ],
  failures: [
    { kind: 'timeout', status: null, count: 2, example: 'no answer' },
    { kind: 'status', status: 502, count: 1, example: '' },
  ],
  connections: { opened: 32, fresh: false },
  startedAt: '2026-01-31T12:00:00.000Z',
  endedAt: '2026-01-31T12:00:01.500Z',
  elapsedMs: 1500.25,
  end: 'gave-up',
  endDetail: 'refused: connect ECONNREFUSED',
  order: naiveOrder(
    Array.from('aaababbaaa', (letter, index) => ({
      label: letter === 'a' ? 'v1' : '\u001b[2J',
      connection: index % 3,
      sentAtMs: 12.5 * index,
    })),
  ),
  gate: {
    name: 'main',
    expect: 'v1=80,v2=20',
    tolerancePoints: 2,
    significance: 0.01,
    power: 0.95,
    maxFailures: 0.001,
    seed: '18446744073709551615',
    method: 'auto',
    allowUnknown: false,
    requirePower: true,
    diagnostics: 'on',
    proveItCanFail: false,
    shared: null,
    sequential: [
      {
        decision: 'pass',
        stopN: 8,
        capRequests: 100,
        stopCounts: [5, 2],
        logE: -0.25,
        maxLogE: 0.5,
        pSequential: Math.exp(-0.5),
        llr: 3.25,
        band: { lo: [0.25, 0.125], hi: [0.875, 0.75] },
      },
    ],
    notes: ['lab'],
  },
};
const TYPED = tallyFromCounts(['a', 'b'], [0, 5]);

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type Path = readonly (string | number)[];

/** Every place in a document, containers included. */
const places = (value: Json, path: Path = []): Path[] =>
  value !== null && typeof value === 'object'
    ? [
        path,
        ...Object.entries(value).flatMap(([key, member]) => places(member, [...path, Array.isArray(value) ? Number(key) : key])),
      ]
    : [path];

/** The document with the value at a place replaced; `undefined` takes it away. */
const changed = (document: Json, [step, ...rest]: Path, replacement: Json | undefined): Json | undefined => {
  if (step === undefined || document === null || typeof document !== 'object') {
    return replacement;
  }
  const copy = structuredClone(document) as Record<string, Json>;
  const member = changed(copy[step] as Json, rest, replacement);
  if (member === undefined) {
    delete copy[step];
    return Array.isArray(document) ? (Object.values(copy) as Json[]) : copy;
  }
  copy[step] = member;
  return copy;
};

const refusal = (document: unknown): string | null => {
  try {
    parseTally(JSON.stringify(document), 'tally.json');
    return null;
  } catch (error) {
    assert.ok(error instanceof RangeError, String(error));
    assert.match(error.message, /^tally\.json: .+; give a tally as verify --tally saved it$/);
    assert.doesNotMatch(error.message, /\p{Cc}/u);
    return error.message;
  }
};

/** What only a run with a rate has, or one whose connections could not all be opened at once. */
const OPEN_LOOP: Tally = {
  ...FULL,
  pace: { ratePerSecond: 0.5, sendingMs: 26_000.5, behindMs: 12.25, heldUpMs: 3, busyMs: 0.5 },
  labels: FULL.labels.map((label) => ({
    ...label,
    uncorrected: label.label === 'v1' ? { counts: { 90: 7 }, minMs: 0.09, maxMs: 0.09 } : { counts: {}, minMs: 0, maxMs: 0 },
  })),
  openings: {
    waits: [{ what: 'port', requests: 2, totalMs: 30.5, longestMs: 20 }],
    repeated: [{ afterS: 1, connections: 4 }],
    unopened: 0,
  },
};

const asJson = (tally: Tally): Json => JSON.parse(JSON.stringify(tally)) as Json;

describe('parseTally', () => {
  it('reads what was saved, and so does the schema', () => {
    for (const tally of [FULL, OPEN_LOOP, TYPED, { ...FULL, probe: null, order: null, gate: null, end: null, endDetail: null }]) {
      assert.deepEqual(parseTally(JSON.stringify(tally), 'x'), tally);
      assert.ok(validate(asJson(tally)), JSON.stringify(validate.errors));
    }
  });

  it('takes away nothing and adds nothing without being noticed', () => {
    for (const path of places(asJson(FULL))) {
      const without = changed(asJson(FULL), path, undefined);
      if (typeof path.at(-1) === 'string' && !path.includes('statuses') && !path.includes('counts')) {
        assert.notEqual(refusal(without), null, path.join('.'));
        assert.ok(!validate(without), path.join('.'));
      }
    }
    const isObject = (path: Path): boolean => {
      const value = path.reduce<unknown>((container, step) => (container as Record<string | number, unknown>)[step], FULL);
      return typeof value === 'object' && value !== null && !Array.isArray(value);
    };
    for (const path of places(asJson(FULL)).filter(isObject)) {
      const extra = changed(asJson(FULL), [...path, 'wieght'], 1);
      assert.notEqual(refusal(extra), null, path.join('.'));
      assert.ok(!validate(extra), path.join('.'));
    }
  });

  it('agrees with the schema on documents changed anywhere: what one field may hold, both know', () => {
    const values: fc.Arbitrary<Json> = fc.oneof(
      fc.constantFrom<Json>(
        null,
        true,
        0,
        -1,
        -2,
        1,
        0.5,
        1e300,
        2 ** 53,
        99,
        100,
        999,
        1000,
        '',
        'x',
        'X y',
        '\n',
        '\u0085',
        [],
        {},
        '200',
        'done',
      ),
      fc.constantFrom<Json>(
        '2026-01-31T12:00:00Z',
        '2026-01-31T12:00:00.000Z',
        'x'.repeat(201),
        'x'.repeat(202),
        '😀'.repeat(201),
        { x: 1 },
        { 200: 1 },
        { 0: 0 },
        ['a', 'b'],
        ['a'],
      ),
      fc.jsonValue() as fc.Arbitrary<Json>,
    );
    fc.assert(
      fc.property(
        fc
          .constantFrom(asJson(FULL), asJson(OPEN_LOOP), asJson({ ...FULL, order: null }), asJson(TYPED))
          .chain((document) => fc.tuple(fc.constant(document), fc.constantFrom(...places(document)))),
        values,
        ([document, path], value) => {
          const mutant = changed(document, path, value);
          const reason = refusal(mutant);
          const isOfTheForm = validate(mutant);
          // Only what fields must be to each other is beyond the schema; those messages have no "must be".
          const isFormRefused =
            reason !== null &&
            /but must be|is not a known field|is not an HTTP status|is not a latency bucket|is not a pair/.test(reason);
          assert.equal(
            isFormRefused,
            !isOfTheForm,
            `${path.join('.')} = ${JSON.stringify(value)}: ${reason} / ${JSON.stringify(validate.errors)}`,
          );
        },
      ),
      { numRuns: 3000 },
    );
  });

  for (const [path, value, reason] of [
    [['pace', 'heldUpMs'], -1, /\$\.pace\.heldUpMs is -1 but must be/],
    [['pace', 'ratePerSecond'], 0, /\$\.pace\.ratePerSecond is 0 but must be/],
    [['pace'], null, /\$\.pace is null but must be an object/],
    [['labels', 0, 'uncorrected', 'counts', '90'], 6, /uncorrected.counts does not add up to as much as .latency.counts/],
    [['labels', 0, 'uncorrected', 'minMs'], 0.05, /uncorrected.minMs and maxMs are not in the lowest/],
    [['labels', 0, 'uncorrected', 'counts'], { 9999: 7 }, /uncorrected.counts has a bucket above/],
    [['labels', 1, 'uncorrected', 'maxMs'], 5, /uncorrected has a minimum or maximum but no counts/],
  ] as const) {
    it(`refuses ${path.join('.')} = ${JSON.stringify(value)} of an open loop`, () => {
      assert.match(refusal(changed(asJson(OPEN_LOOP), path, value as Json)) ?? 'accepted', reason);
    });
  }

  it('names file and path', () => {
    assert.match(
      refusal(changed(asJson(FULL), ['labels', 1, 'count'], '3')) ?? '',
      /^tally\.json: \$\.labels\[1\]\.count is "3" but must be a whole number/,
    );
    assert.match(
      refusal(changed(asJson(FULL), ['schema'], 'weighbridge/tally/v2')) ?? '',
      /\$\.schema is "weighbridge\/tally\/v2" but must be "weighbridge\/tally\/v1"/,
    );
    assert.match(
      refusal(changed(asJson(FULL), ['labels', 0, 'wieght'], 1)) ?? '',
      /\$\.labels\[0\]\.wieght is not a known field/,
    );
  });

  for (const [path, value, reason] of [
    [['sent'], 14, /\$: sent is 14 but labels and failures add up to 13/],
    [['labels', 0, 'failing'], 8, /\$\.labels\[0\]\.failing is 8, more than the count 7/],
    [['labels', 0, 'statuses', '200'], 7, /statuses adds up to more/],
    [['labels', 0, 'latency', 'counts', '128'], 5, /latency.counts adds up to more/],
    [['labels', 0, 'latency', 'counts', '9999'], 0, /must be a whole number from 1/],
    [['labels', 0, 'latency', 'counts'], { 100: 1, 9999: 1 }, /bucket above/],
    [['labels', 0, 'latency', 'minMs'], 0.05, /not in the lowest/],
    [['labels', 0, 'latency', 'maxMs'], 5, /not in the lowest and the highest/],
    [['labels', 1, 'latency', 'maxMs'], 5, /minimum or maximum but no counts/],
    [['labels', 1, 'label'], 'v1', /\$\.labels\[1\]\.label stands twice/],
    [['failures', 1], { kind: 'timeout', status: null, count: 1, example: '' }, /\$\.failures\[1\] has the kind and status/],
    [['order', 'streams', 0, 'n'], 9, /\$\.order\.streams\[0\]\.cumulative has 10 entries for 9 checkpoints/],
    [['order', 'clients', 0, 'counts', 0], 6, /\$\.order\.clients do not add up to the 7 answers of slot 0/],
    [['groupBy'], 'word:0', /\$\.groupBy is not a rule/],
    [['groupBy'], 'header:X-Version', /not written as weighbridge writes it/],
    [['groupBy'], 'regex:(a+)+', /nested repetitions/],
  ] as const) {
    it(`refuses ${path.join('.')} = ${JSON.stringify(value)}`, () => {
      assert.match(refusal(changed(asJson(FULL), path, value as Json)) ?? 'accepted', reason);
    });
  }

  for (const [name, text, reason] of [
    ['nothing', '', /not JSON: .*line 1/],
    ['half a file', '{\n"schema":\n', /not JSON: .*line 3/],
    ['another language', '{\n\tsent: 1\n}', /not JSON: .*line 2/],
    ['control characters', '{"a": \u001b[2J}', /not JSON/],
    ['a list', '[]', /\$ is a list but must be an object/],
    ['a number', '12', /\$ is 12 but must be an object/],
    ['deep nesting', `{"schema":${'['.repeat(50_000)}${']'.repeat(50_000)}}`, /\$\.schema|\$\.driver/],
  ] as const) {
    it(`refuses ${name}`, () => {
      assert.throws(() => parseTally(text, 'my\u0007 tally.json'), { name: 'RangeError', message: reason });
      assert.throws(() => parseTally(text, 'my\u0007 tally.json'), /^RangeError: my\\u0007 tally\.json: [^\p{Cc}]*$/u);
    });
  }
});
