import { draws, onConnections, ordered, rotation, type Sent } from '../judge/sequences.ts';
import { inTurn } from '../judge/watched.ts';
import { type Case, latencies } from './judged.ts';

const numbered = (prefix: string, count: number, value: (i: number) => number) =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`${prefix}${i + 1}`, value(i + 1)]));
const texts = (numbers: Readonly<Record<string, number>>) =>
  Object.fromEntries(Object.entries(numbers).map(([name, value]) => [name, String(value)]));
const failure = (kind: string, count: number, example: string, status: number | null = null) => ({
  kind,
  status,
  count,
  example,
});

/** A case of v1 and v2 at 80 : 20 whose order is known. */
const sentAs = (...streams: Sent[]): Case => {
  const { labels, order, connections } = ordered(streams, 2);
  const counts = Object.fromEntries(labels.map(({ label, count }) => [label, count]));
  return { weights: { v1: '80', v2: '20' }, counts, tally: { order, connections } };
};
const machine = (name: string, share: number, seed: bigint): Sent => ({
  versions: draws(1000, [share, 1 - share], seed),
  machine: name,
});

const FOUR_TO_ONE: readonly string[] = ['v1', 'v1', 'v1', 'v1', 'v2'];
const repeated = (n: number, ...labels: readonly string[]): (string | null)[] => [...inTurn(n, ...labels)];

/** Labels that a hostile target may answer with. */
export const HOSTILE_LABELS = {
  escape: '\u001b[2J\u001b]0;owned\u0007one',
  override: 'one\u202eowt',
  newline: 'one\nPASS  everything is fine',
  separator: 'one\u2028two\u2029three\u0085four',
  long: `one${'x'.repeat(1_000_000)}`,
  wide: '版本一号版本一号版本一号版本一号版本一号版本一号版本一号',
  emoji: '👩‍👩‍👧‍👦🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀',
  marks: `o${'\u0301'.repeat(5_000)}ne`,
  lone: 'one\ud800',
  blank: '\u00a0\u200b\u3000',
  null: 'one\u0000two\u007f\u009b31m',
} as const;

/** Every reason and every shape that a report must stay readable in; the fixture of each is tests/fixtures/reports/NAME.txt. */
export const CASES: Readonly<Record<string, Case>> = {
  pass: { weights: { one: '80', two: '20' }, counts: { one: 803, two: 197 } },
  fail: { weights: { one: '80', two: '20' }, counts: { one: 704, two: 296 } },
  structural: { weights: { v1: '90', v2: '10', v3: '0' }, counts: { v1: 890, v2: 100, v3: 7, v9: 3 } },
  starved: { weights: { v1: '50', v2: '30', v3: '20' }, counts: { v1: 620, v2: 380 } },
  'all-same': { weights: { v1: '50', v2: '50' }, counts: { v1: 400 } },
  'within-tolerance': { weights: { one: '80', two: '20' }, counts: { one: 8020, two: 1980 }, rule: { tolerancePoints: 2 } },
  'within-although-different': {
    weights: { one: '80', two: '20' },
    counts: { one: 80600, two: 19400 },
    rule: { tolerancePoints: 2 },
  },
  'beyond-tolerance': { weights: { one: '80', two: '20' }, counts: { one: 7500, two: 2500 }, rule: { tolerancePoints: 2 } },
  'not-enough': { weights: { one: '80', two: '20' }, counts: { one: 8, two: 2 }, rule: { tolerancePoints: 2 } },
  'different-unclear': { weights: { one: '80', two: '20' }, counts: { one: 4100, two: 900 }, rule: { tolerancePoints: 2.5 } },
  'low-power': { weights: { one: '80', two: '20' }, counts: { one: 80, two: 20 }, rule: { requirePower: true } },
  vacuous: { weights: { one: '50', two: '50' }, counts: { one: 2, two: 1 } },
  'no-data': {
    weights: { one: '80', two: '20' },
    counts: {},
    tally: { end: 'stopped', connections: { opened: 0, fresh: true } },
  },
  'never-ready': {
    weights: { one: '80', two: '20' },
    counts: {},
    tally: {
      end: 'never-ready',
      endDetail: 'refused: connect ECONNREFUSED 127.0.0.1:31400',
      connections: { opened: 0, fresh: true },
      elapsedMs: 0,
    },
  },
  'nothing-answered': {
    weights: { one: '80', two: '20' },
    counts: {},
    tally: { failures: [failure('timeout', 40, 'no whole answer within 5000 ms')] },
  },
  'too-many-without-version': {
    weights: { v1: '80', v2: '20' },
    counts: { v1: 800 },
    tally: {
      target: 'http://127.0.0.1:8080',
      failures: [failure('status', 190, 'upstream connect error', 503), failure('reset', 10, 'read ECONNRESET')],
    },
  },
  'no-version-found': {
    weights: { v1: '80', v2: '20' },
    counts: {},
    tally: {
      target: 'http://127.0.0.1:8080',
      groupBy: 'header:x-version',
      failures: [failure('unclassified', 1000, '<!doctype html>')],
    },
  },
  failures: {
    weights: { v1: '80', v2: '20' },
    counts: { v1: 795, v2: 150 },
    tally: { target: 'http://127.0.0.1:8080/hello', failures: [failure('status', 55, 'no healthy upstream', 503)] },
  },
  unattributed: {
    weights: { v1: '80', v2: '20' },
    counts: { v1: 775, v2: 215 },
    tally: { failures: [failure('timeout', 50, 'no whole answer within 5000 ms')] },
    rule: { maxFailures: 0.1 },
  },
  'single-version': { weights: { v1: '100' }, counts: { v1: 299 } },
  'leak-bound': { weights: { v1: '100' }, counts: { v1: 299 }, rule: { tolerancePoints: 2 } },
  'zero-weight-quiet': { weights: { v1: '100', v2: '0' }, counts: { v1: 1000 } },
  'allowed-stranger': { weights: { v1: '80', v2: '20' }, counts: { v1: 800, v2: 195, canary: 5 }, rule: { allowUnknown: true } },
  'tiny-difference': { weights: { v1: '50', v2: '50' }, counts: { v1: 1_002_000, v2: 998_000 } },
  'below-double': { weights: { v1: '50', v2: '50' }, counts: { v1: 20_000, v2: 1_000 } },
  'many-versions': {
    weights: texts(numbered('v', 30, (i) => i)),
    counts: numbered('v', 30, (i) => i * 20 + (i % 3)),
  },
  'fifty-strangers': { weights: { v1: '1', v2: '1' }, counts: { v1: 500, v2: 500, ...numbered('x', 50, (i) => i) } },
  'largest-counts': { weights: { v1: '1', v2: '1' }, counts: { v1: 3_000_000_000_000_000, v2: 3_000_000_100_000_000 } },
  'typed-in': {
    weights: { v1: '60', v2: '30', v3: '10' },
    counts: { v1: 61, v2: 28, v3: 11 },
    tally: {
      target: 'typed-in counts',
      groupBy: 'line',
      startedAt: null,
      endedAt: null,
      elapsedMs: null,
      end: null,
      connections: { opened: 0, fresh: false },
    },
  },
  rotation: sentAs({ versions: rotation(1000, [4, 1]) }),
  'per-connection': sentAs(onConnections(1000, 50, [0.8, 0.2], 1n)),
  'per-connection-too-few': sentAs(onConnections(1000, 2, [0.8, 0.2], 15n)),
  'split-changed': sentAs({ versions: draws(2000, (t) => (t < 1000 ? [0.9, 0.1] : [0.7, 0.3]), 1n) }),
  'split-changed-warned': {
    ...sentAs({ versions: draws(2000, (t) => (t < 1000 ? [0.9, 0.1] : [0.7, 0.3]), 1n) }),
    rule: { diagnostics: 'warn' },
  },
  'not-live-yet': sentAs({ versions: draws(4000, (t) => (t < 300 ? [1, 0] : [0.8, 0.2]), 2n) }),
  'shards-disagree': sentAs(machine('load-1', 0.85, 1n), machine('load-2', 0.84, 2n), machine('load-3', 0.7, 3n)),
  'sequential-fail': {
    weights: { v1: '80', v2: '20' },
    counts: { v1: 60, v2: 58 },
    tally: { end: 'decided' },
    rule: { tolerancePoints: 2 },
    sequential: { cap: 21_378, labels: repeated(200, 'v1', 'v2') },
  },
  'sequential-pass': {
    weights: { v1: '80', v2: '20' },
    counts: { v1: 1_975, v2: 490 },
    tally: { end: 'decided' },
    rule: { tolerancePoints: 2 },
    sequential: { cap: 21_378, labels: repeated(9_000, ...FOUR_TO_ONE) },
  },
  'sequential-plain': {
    weights: { v1: '80', v2: '20' },
    counts: { v1: 913, v2: 228 },
    sequential: { cap: 1_141, labels: repeated(1_141, ...FOUR_TO_ONE) },
  },
  'sequential-cap': {
    weights: { v1: '80', v2: '20' },
    counts: { v1: 400, v2: 100 },
    rule: { tolerancePoints: 2 },
    sequential: { cap: 500, labels: repeated(500, ...FOUR_TO_ONE) },
  },
  'sequential-structural': {
    weights: { v1: '80', v2: '20', v3: '0' },
    counts: { v1: 24, v2: 6, v3: 1 },
    tally: { end: 'decided' },
    sequential: { cap: 1_141, labels: [...FOUR_TO_ONE, 'v3'] },
  },
  'sequential-void': {
    ...sentAs(onConnections(1000, 50, [0.8, 0.2], 1n)),
    rule: { tolerancePoints: 5 },
    sequential: { cap: 3_423, labels: repeated(300, ...FOUR_TO_ONE) },
  },
  'proved-able-to-fail': { weights: { v1: '80', v2: '20' }, counts: { v1: 803, v2: 197 }, prove: true },
  'cannot-fail': { weights: { v1: '80', v2: '20' }, counts: { v1: 80, v2: 20 }, prove: true },
  'with-notes': {
    weights: { Hello: '30', Bonjour: '60', Hola: '10' },
    counts: { Hello: 600, Bonjour: 300, Hola: 100 },
    notes: [
      'weights sum to 110; read as ratios 27.27 % / 54.55 % / 18.18 %',
      'another order of the weights would fit: --expect Hello=60,Bonjour=30,Hola=10; if that is what the routes say, write it so',
    ],
  },
  latency: {
    weights: { one: '80', two: '20' },
    counts: { one: 803, two: 197 },
    measured: { latency: [latencies('one', 0.0412, 0.35, 4.996, 12.34), latencies('two', 0.5, 99.97, 1234.5, 61_234)] },
  },
  'open-loop': {
    weights: { one: '80', two: '20' },
    counts: { one: 803, two: 197 },
    tally: { elapsedMs: 5_000 },
    measured: {
      latency: [latencies('one', 0.61, 1.1, 1.9, 4), latencies('two', 0.6, 1.2, 2.1, 3)],
      uncorrectedLatency: [latencies('one', 0.21, 0.4, 1.2, 3.5), latencies('two', 0.2, 0.41, 1.3, 2.5)],
      pace: { askedPerSecond: 200, sentPerSecond: 199.8, sendingMs: 5_000, behindMs: 2.5, heldUpMs: 0, busyMs: 0 },
    },
  },
  'target-stalled': {
    weights: { one: '80', two: '20' },
    counts: { one: 80_300, two: 19_700 },
    tally: { elapsedMs: 20_000 },
    measured: {
      latency: [latencies('one', 0.61, 190, 1_890, 2_010), latencies('two', 0.6, 188, 1_902, 2_004)],
      uncorrectedLatency: [latencies('one', 0.21, 0.4, 1.2, 2_003), latencies('two', 0.2, 0.41, 1.3, 2_001)],
      pace: { askedPerSecond: 5_000, sentPerSecond: 5_000, sendingMs: 20_000, behindMs: 1_997, heldUpMs: 1_987, busyMs: 4 },
    },
  },
  'machine-stalled': {
    weights: { one: '80', two: '20' },
    counts: { one: 803, two: 197 },
    measured: {
      latency: [latencies('one', 0.61, 5, 41, 60), latencies('two', 0.6, 5, 9, 10)],
      uncorrectedLatency: [latencies('one', 0.21, 0.4, 1.2, 3), latencies('two', 0.2, 0.41, 1.3, 1.5)],
      pace: { askedPerSecond: 500, sentPerSecond: 500, sendingMs: 2_000, behindMs: 59, heldUpMs: 0, busyMs: 49 },
    },
  },
  'rate-not-reached': {
    weights: { one: '80', two: '20' },
    counts: { one: 803, two: 197 },
    tally: { end: 'duration' },
    measured: {
      latency: [latencies('one', 2_500, 4_500, 4_950, 5_002), latencies('two', 2_480, 4_490, 4_930, 4_999)],
      uncorrectedLatency: [latencies('one', 10.1, 10.4, 11.2, 13), latencies('two', 10.2, 10.5, 11.1, 12)],
      pace: { askedPerSecond: 400, sentPerSecond: 200, sendingMs: 5_000, behindMs: 2_490, heldUpMs: 2_480, busyMs: 0 },
    },
  },
  'rate-beyond-machine': {
    weights: { one: '80', two: '20' },
    counts: { one: 803, two: 197 },
    tally: { end: 'duration' },
    measured: {
      latency: [latencies('one', 250, 450, 495, 500)],
      uncorrectedLatency: [latencies('one', 0.1, 0.4, 0.5, 1)],
      pace: { askedPerSecond: 400_000, sentPerSecond: 98_765.4, sendingMs: 1_000, behindMs: 753, heldUpMs: 0, busyMs: 743 },
    },
  },
  'slow-canary': {
    weights: { v1: '90', canary: '10' },
    counts: { v1: 905, canary: 95 + 30 },
    measured: { latency: [latencies('v1', 0.41, 0.9, 2.1, 8), latencies('canary', 12.4, 13.1, 19.2, 21)] },
  },
  'hostile-latency': {
    weights: { one: '80', [HOSTILE_LABELS.override]: '20' },
    counts: { one: 800, [HOSTILE_LABELS.override]: 190, [HOSTILE_LABELS.newline]: 1 },
    measured: {
      latency: [...Object.values(HOSTILE_LABELS), 'one'].map((name, i) => latencies(name, 10 ** (i % 9), 1, 1, 1)),
      uncorrectedLatency: Object.values(HOSTILE_LABELS).map((name, i) => latencies(name, i, 1, 1, 1)),
      pace: { askedPerSecond: 0.5, sentPerSecond: 0.4, sendingMs: 1e6, behindMs: 1e8, heldUpMs: 5, busyMs: 0 },
    },
  },
  hostile: {
    weights: { one: '80', [HOSTILE_LABELS.override]: '20' },
    counts: {
      one: 800,
      [HOSTILE_LABELS.override]: 190,
      ...Object.fromEntries(
        Object.values(HOSTILE_LABELS)
          .slice(2)
          .map((l) => [l, 1]),
      ),
    },
    notes: [`named after ${HOSTILE_LABELS.escape}`],
  },
};
