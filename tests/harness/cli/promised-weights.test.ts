import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { type Naming, promisedWeights } from '../../../harness/cli/promised-weights.ts';
import type { AnswerShare, RouteAnswer, RouteMirror } from '../../../harness/model/routes-report.ts';
import { exactWeights } from '../../../harness/stats/exact-weights.ts';
import { answer, at, category, row, version } from '../report/routes.ts';

const NAMING: Naming = { groupBy: 'auto', labels: null, stand: null };
const TCP_ECHO = { name: 'tcp-echo', versions: ['one', 'two'] };
const FILE = 'manifests/shop/istio/virtual-service.yaml';

/** Weights that are written in lines 14, 18 and 22; in line 26 a destination without one. */
const ROWS = [
  row({ place: at(14), weight: '80' }),
  row({ place: at(18), weight: '20' }),
  row({ place: at(22), weight: '0' }),
  row({ place: at(26), weight: null }),
];

const weightsOf = (told: RouteAnswer, naming: Partial<Naming> = {}) =>
  promisedWeights(told, ROWS, { ...NAMING, ...naming }).weights.map(({ name, text }) => `${name}=${text}`);
const refused = (told: RouteAnswer, naming: Partial<Naming>, message: RegExp) =>
  assert.throws(() => promisedWeights(told, ROWS, { ...NAMING, ...naming }), { name: 'UsageError', message });

/** A share that follows endpoints or faults: its weight is its exact whole number. */
const exact = (share: AnswerShare, whole: number, total: number): AnswerShare => ({
  ...share,
  weight: String(whole),
  exact: String(whole),
  share: whole / total,
});

describe('promisedWeights', () => {
  it('takes weights as they are written, in the order of the manifest, and says where they stand', () => {
    const shares = [
      { ...version('v2', 20, 100, 18), exact: '1' },
      { ...version('v1', 80, 100, 14), exact: '4' },
      { ...version('v3', 0, 100, 22), exact: '0' },
    ];
    assert.deepEqual(promisedWeights(answer(shares), ROWS, NAMING), {
      weights: [
        { name: 'v2', text: '20' },
        { name: 'v1', text: '80' },
        { name: 'v3', text: '0' },
      ],
      origins: [18, 14, 22].map((line) => ({ file: FILE, line })),
      notes: [
        `expected by VirtualService shop/reviews at ${FILE}:8 (reviews.shop.svc.cluster.local, mesh)`,
        `v2: weight 20 at ${FILE}:18`,
        `v1: weight 80 at ${FILE}:14`,
        `v3: weight 0 at ${FILE}:22`,
      ],
    });
  });

  it('tells weights apart that stand on one line', () => {
    const place = { file: FILE, line: 14 };
    const rows = ['90', '10'].map((weight) => ({ place, weight }));
    const shares = [
      { ...version('v1', 90, 100, 14), exact: '9' },
      { ...version('v2', 10, 100, 14), exact: '1' },
    ];
    assert.deepEqual(promisedWeights(answer(shares), rows, NAMING).notes.slice(1), [
      `v1: weight 90 at ${FILE}:14`,
      `v2: weight 10 at ${FILE}:14`,
    ]);
  });

  it('takes the exact numbers where the written ones alone do not make the shares', () => {
    const mixed = [
      { ...version('v1', 50, 100, 14), exact: '2' },
      exact(version('a', 1, 4), 1, 4),
      exact(version('b', 1, 4), 1, 4),
    ];
    assert.deepEqual(weightsOf(answer(mixed)), ['v1=2', 'a=1', 'b=1']);
    assert.deepEqual(promisedWeights(answer(mixed), ROWS, NAMING).notes.slice(1), [
      `v1: weight 80 at ${FILE}:14`,
      `a: its endpoints' part, ${FILE}:10`,
      `b: its endpoints' part, ${FILE}:10`,
    ]);
  });

  it('follows endpoints where no rule applies', () => {
    const told = answer([version('v1', 1, 2, 40), version('v2', 1, 2, 70)], { rule: null, entry: 'outside' });
    assert.deepEqual(promisedWeights(told, ROWS, NAMING).notes, [
      'no rule of the manifests applies to this request (reviews.shop.svc.cluster.local, outside)',
      `v1: 1 of 2 endpoints, ${FILE}:40`,
      `v2: 1 of 2 endpoints, ${FILE}:70`,
    ]);
  });

  it('says where no weight is written', () => {
    assert.equal(
      promisedWeights(answer([version('v1', 100, 100, 26)]), ROWS, NAMING).notes[1],
      `v1: no weight is written at ${FILE}:26`,
    );
  });

  it('renames versions in their order and tells which is which', () => {
    const told = answer([version('v1', 80, 100, 14), version('v2', 20, 100, 18)]);
    assert.deepEqual(weightsOf(told, { labels: ['one', 'two'] }), ['one=80', 'two=20']);
    assert.match(
      promisedWeights(told, ROWS, { ...NAMING, labels: ['one', 'two'] }).notes.join('\n'),
      /^one: v1, weight 80 at .*:14$/m,
    );
    assert.deepEqual(weightsOf(told, { stand: TCP_ECHO }), ['one=80', 'two=20'], 'the lab answers by its own names');
    refused(told, { labels: ['one'] }, /^--labels one: the routes have 2 versions \(v1, v2\); give one name for each/);
  });

  it('keeps the names of a lab that knows them, and of one with another number of workloads', () => {
    assert.deepEqual(weightsOf(answer([version('two', 3, 4), version('one', 1, 4)]), { stand: TCP_ECHO }), ['two=3', 'one=1']);
    assert.deepEqual(weightsOf(answer([version('v1', 1, 1)]), { stand: TCP_ECHO }), ['v1=1']);
  });

  const aborts = answer([exact(version('v1', 0, 1, 14), 1, 2), category('500 fault abort', 500, 1, 2)]);

  it('refuses requests without a version, by name and line, and says how they are weighed', () => {
    refused(
      aborts,
      {},
      /^--routes: \S+yaml:30: "500 fault abort", 50 % of the requests, .*; weigh the statuses with --group-by status/,
    );
    refused(answer([category('closed: no route', null, 1, 1)]), { groupBy: 'status' }, /closes the connection/);
  });

  it('leaves out statuses that nobody gets', () => {
    assert.deepEqual(weightsOf(answer([version('v1', 1, 1), category('503 no endpoints', 503, 0, 1)])), ['v1=1']);
  });

  it('adds up by status: versions answer 200, and nothing stands for a status without a share', () => {
    const told = answer([
      exact(version('v1', 0, 1, 1), 3, 12),
      exact(version('v2', 0, 1, 2), 3, 12),
      category('500 fault abort', 500, 2, 12, 3),
      category('500 invalid backend', 500, 4, 12, 4),
      category('503 no endpoints', 503, 0, 12, 5),
    ]);
    assert.deepEqual(weightsOf(told, { groupBy: 'status' }), ['200=1', '500=1']);
    assert.match(
      promisedWeights(told, ROWS, { ...NAMING, groupBy: 'status' }).notes.at(-1) ?? '',
      /^500: from "500 fault abort" \(\S+:3\), "500 invalid backend" \(\S+:4\)$/,
    );
    refused(aborts, { groupBy: 'status', labels: ['a'] }, /^--labels a: with --group-by status/);
    refused(aborts, { groupBy: 'status', stand: TCP_ECHO }, /the lab tcp-echo answers no statuses/);
  });

  it('gives a single status or version as an expectation of one', () => {
    assert.deepEqual(weightsOf(answer([category('404 no route', 404, 1, 1)]), { groupBy: 'status' }), ['404=1']);
    assert.deepEqual(weightsOf(answer([version('v1', 100, 100)])), ['v1=100']);
  });

  it('always gives the shares of the answer, whatever is written', () => {
    const whole = fc.bigInt({ min: 0n, max: 10n ** 30n });
    fc.assert(
      fc.property(fc.array(fc.tuple(whole, fc.boolean(), fc.nat(1000)), { minLength: 1, maxLength: 6 }), (made) => {
        const wholes = made.map(([one], i) => (i === 0 ? one + 1n : one));
        const total = wholes.reduce((sum, one) => sum + one, 0n);
        const shares = made.map(
          ([, isWritten, other], i): AnswerShare => ({
            ...version(`v${i}`, 0, 1),
            exact: String(wholes[i]),
            weight: isWritten ? String(wholes[i]) : String(other),
            share: Number(wholes[i]) / Number(total),
            place: at(i + 1),
          }),
        );
        const { weights } = promisedWeights(answer(shares), ROWS, NAMING);
        assert.deepEqual(exactWeights(weights.map(({ text }) => text)).units, exactWeights(wholes.map(String)).units);
      }),
    );
  });
});

describe('promisedWeights of a mirror', () => {
  const mirror = (percent: string, changes: Partial<RouteMirror> = {}): RouteMirror => ({
    destination: 'httpbin.shop.svc.cluster.local:8000 subset v2',
    percent,
    share: Number(percent) / 100,
    drawnFrom: 1_000_000,
    place: at(33),
    ...changes,
  });
  const mirrored = (mirrors: readonly RouteMirror[], changes: Partial<RouteAnswer> = {}) =>
    answer([version('v1', 1, 1, 14)], { mirrors, ...changes });
  const BY_MIRROR = { groupBy: 'mirror' };

  for (const [percent, expected] of [
    ['20', ['mirrored=20', 'unmirrored=80']],
    ['100', ['mirrored=1']],
    ['0', ['unmirrored=1']],
    ['12.5', ['mirrored=12.5', 'unmirrored=87.5']],
    ['33.3333', ['mirrored=33.3333', 'unmirrored=66.6667']],
    ['0.0001', ['mirrored=0.0001', 'unmirrored=99.9999']],
  ] as const) {
    it(`promises ${percent} %`, () => assert.deepEqual(weightsOf(mirrored([mirror(percent)]), BY_MIRROR), expected));
  }

  it('takes every percentage that a gateway can draw as it is, with a sum of 100', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 999_999 }), (parts) => {
        const percent = String(parts / 10_000);
        const { weights } = promisedWeights(mirrored([mirror(percent)]), ROWS, { ...NAMING, ...BY_MIRROR });
        const { units } = exactWeights(weights.map(({ text }) => text));
        const [one = 0n, other = 0n] = units;
        assert.equal(one * 1_000_000n, BigInt(parts) * (one + other));
      }),
    );
  });

  it('says where the mirror stands, and how an old field is drawn', () => {
    const notes = (changes: Partial<RouteMirror>) =>
      promisedWeights(mirrored([mirror('20', changes)]), ROWS, { ...NAMING, ...BY_MIRROR }).notes.slice(1);
    const said = [
      `mirrored: 20 % are copied to httpbin.shop.svc.cluster.local:8000 subset v2 (${FILE}:33)`,
      `unmirrored: the rest, by ${FILE}:33`,
    ];
    assert.deepEqual(notes({}), said);
    const [, , old = ''] = notes({ drawnFrom: 100 });
    assert.match(old, /:33 is written in the old field for whole percents: Envoy draws it in hundredths/);
    const { notes: all } = promisedWeights(mirrored([mirror('100', { drawnFrom: 100 })]), ROWS, { ...NAMING, ...BY_MIRROR });
    assert.equal(all.length, 2);
    const gatewayApi = { rule: { object: 'HTTPRoute shop/httpbin', name: null, place: at(8) } };
    const told = promisedWeights(mirrored([mirror('20', { drawnFrom: 100 })], gatewayApi), ROWS, { ...NAMING, ...BY_MIRROR });
    assert.equal(told.notes.length, 3);
  });

  it('refuses what a log of one shadow cannot answer', () => {
    refused(mirrored([]), BY_MIRROR, /the rule at .*:8 mirrors nothing; ask about another request/);
    refused(mirrored([], { rule: null }), BY_MIRROR, /no rule applies to this request, so nothing mirrors it/);
    refused(mirrored([mirror('20'), mirror('30', { place: at(40) })]), BY_MIRROR, /2 places \(.*:33, .*:40\).*--expect/);
    refused(
      answer([version('v1', 1, 2, 14), category('500 fault abort', 500, 1, 2)], { mirrors: [mirror('20')] }),
      BY_MIRROR,
      /"500 fault abort" by itself/,
    );
    refused(mirrored([mirror('20')]), { ...BY_MIRROR, labels: ['a', 'b'] }, /leave --labels a,b out/);
    refused(mirrored([mirror('20')]), { ...BY_MIRROR, stand: TCP_ECHO }, /the lab tcp-echo mirrors nothing/);
  });
});

describe('promisedWeights of a joint rule', () => {
  const told = answer([version('v1', 80, 100, 14), version('v2', 20, 100, 18)]);

  it('needs labels: manifests promise one rule at a time', () => {
    refused(
      told,
      { groupBy: 'hop:1+hop:2' },
      /--group-by hop:1\+hop:2: manifests promise the shares of one rule, not of 2 together/,
    );
    assert.deepEqual(weightsOf(told, { groupBy: 'status+header:x-version', labels: ['200+v1', '200+v2'] }), [
      '200+v1=80',
      '200+v2=20',
    ]);
  });
});
