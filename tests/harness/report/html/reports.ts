import { worstExitCode } from '../../../../harness/cli/exit-code.ts';
import { makeExpectation } from '../../../../harness/expect/expectation.ts';
import { compareConnections } from '../../../../harness/judge/compare-connections.ts';
import { sharesOverTime } from '../../../../harness/judge/over-time.ts';
import type { GateReport, Report } from '../../../../harness/model/report.ts';
import { renderHtml } from '../../../../harness/report/html/html.ts';
import { draws, onConnections, ordered } from '../../judge/sequences.ts';
import { CASES, HOSTILE_LABELS } from '../cases.ts';
import { type Case, judged } from '../judged.ts';

/** How the pages of these tests say they were made. */
export const LOOK = {
  columns: 80,
  color: false,
  command: `weighbridge verify 'http://example.test/?a=1&b=<script>' --expect 80,20`,
  made: 'weighbridge 0.1.0, Node v24.0.0, linux x64',
};

/** The page of a report. */
export const pageOf = (report: Report) => renderHtml(report, LOOK);

/** Texts that must not become markup, wherever they stand. */
export const HOSTILE_MARKUP = [
  '<script>alert(1)</script>',
  '</title></style></svg><img src=x onerror=alert(1)>',
  `"><a href='javascript:alert(1)'>`,
  ']]><!-- & &lt; &#x202e; -->',
  'שלום עולם',
  ...Object.values(HOSTILE_LABELS),
];

const RULE = {
  significance: 0.01,
  missRisk: 0.05,
  tolerancePoints: null,
  maxFailures: 0.001,
  method: 'auto',
  seed: '1',
  allowUnknown: false,
  requirePower: false,
  diagnostics: 'on',
} as const;

/** A case judged, with the course of its shares as the command line adds it. */
export function withCourse(given: Case): Report {
  const report = judged(given);
  const named = Object.entries(given.weights).map(([name, text]) => ({ name, text }));
  const overTime = sharesOverTime(makeExpectation(named, RULE), given.tally?.order ?? null, report.gates[0]?.unit === 'request');
  return changed(report, { overTime });
}

/** The same report with some fields of its first gate replaced. */
export function changed(report: Report, changes: Partial<GateReport>): Report {
  return { ...report, gates: report.gates.map((gate, i) => (i === 0 ? { ...gate, ...changes } : gate)) };
}

/** Several reports as the gates of one run. */
export function together(reports: Readonly<Record<string, Report>>): Report {
  const gates = Object.entries(reports).flatMap(([name, report]) => report.gates.map((gate) => ({ ...gate, name })));
  const verdict = (['FAIL', 'INCONCLUSIVE'] as const).find((one) => gates.some((gate) => gate.verdict === one)) ?? 'PASS';
  return {
    schema: 'weighbridge/report/v1',
    verdict,
    exitCode: worstExitCode(gates.map(({ exitCode }) => exitCode)),
    gates,
    comparison: null,
  };
}

/** The first requests of each case are drawn by a seed, so that every run of the tests sees the same. */
function drawn(weights: Readonly<Record<string, string>>, n: number, seed: bigint): Case {
  const sum = Object.values(weights).reduce((all, text) => all + Number(text), 0);
  const shares = Object.values(weights).map((text) => Number(text) / sum);
  const { labels, order, connections } = ordered([{ versions: draws(n, shares, seed) }], shares.length);
  const names = Object.keys(weights);
  const counts = Object.fromEntries(labels.map(({ label, count }) => [names[Number(label.slice(1)) - 1] ?? label, count]));
  const slots = order?.slots.map((slot) => names[Number(slot.slice(1)) - 1] ?? slot) ?? [];
  return { weights, counts, tally: { connections, order: order === null ? null : { ...order, slots } } };
}

const HOPS = { 'front-v1+bill-v1': '72', 'front-v1+bill-v2': '8', 'front-v2+bill-v1': '18', 'front-v2+bill-v2': '2' };
const SIXTY = Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`v${i + 1}`, String(1 + (i % 7))]));
const THREE = { Hello: '60', Bonjour: '30', Hola: '10' };

const merged = (given: Case, changes: Case['tally']): Case => ({ ...given, tally: { ...given.tally, ...changes } });

function rich(): Report {
  const report = withCourse(drawn(THREE, 2_000, 3n));
  const [gate] = report.gates;
  if (gate === undefined) throw new Error('a report has a gate');
  const latency = Object.keys(THREE)
    .toReversed()
    .map((name, i) => ({ name, p50Ms: 0.412 + i, p90Ms: 12.25, p99Ms: 238.7, p999Ms: 900.1, maxMs: 1_204.2 }));
  const statuses = Object.keys(THREE).flatMap((name, i) => [
    { name, status: '200', count: (gate.counts[i] ?? 0) - 7 },
    { name, status: '503', count: 7 },
  ]);
  return changed(report, {
    origins: Object.keys(THREE).map((_, i) => ({ file: 'manifests/shop/istio/virtual-service.yaml', line: 31 + 4 * i })),
    measurement: { ...gate.measurement, latency, statuses },
  });
}

/** New connections against kept ones on a gateway that decides once per connection. */
function comparison(): Report {
  const modes = {
    fresh: ordered([{ versions: draws(1_000, [0.8, 0.2], 11n) }], 2),
    'keep-alive': ordered([onConnections(1_000, 50, [0.8, 0.2], 1n)], 2),
  };
  const reports = Object.entries(modes).map(([name, { labels, order, connections }]) => {
    const counts = Object.fromEntries(labels.map(({ label, count }) => [label, count]));
    return [name, withCourse({ weights: { v1: '80', v2: '20' }, counts, tally: { order, connections } })] as const;
  });
  const run = together(Object.fromEntries(reports));
  const [fresh, kept] = run.gates;
  if (fresh === undefined || kept === undefined) throw new Error('two modes make two gates');
  const judgedModes = [
    { tally: modes.fresh, verdict: fresh },
    { tally: modes['keep-alive'], verdict: kept },
  ] as const;
  return { ...run, verdict: fresh.verdict, comparison: compareConnections(...judgedModes, 0.01) };
}

/** Names, notes, targets and rules that a hostile target and its friends would choose. */
function hostile(): Report {
  const [first = '', second = '', ...others] = HOSTILE_MARKUP;
  const counts = { [first]: 700, [second]: 200, ...Object.fromEntries(others.map((label) => [label, 2])) };
  const report = judged({
    weights: { [first]: '80', [second]: '20' },
    counts,
    notes: HOSTILE_MARKUP,
    tally: {
      target: `http://example.test/${HOSTILE_MARKUP.slice(0, 4).join('')}`,
      groupBy: `regex:${HOSTILE_MARKUP[1]}`,
      end: 'gave-up',
      endDetail: HOSTILE_MARKUP[0]!,
      failures: HOSTILE_MARKUP.map((example) => ({ kind: example.slice(0, 40), status: 503, count: 1, example })),
    },
  });
  const [gate] = report.gates;
  if (gate === undefined) throw new Error('a report has a gate');
  const names = Object.keys(counts);
  const point = (n: number) => ({ n, atMs: n, shares: [0.8, 0.2], lo: [0.7, 0.1], hi: [0.9, 0.3] });
  return changed(report, {
    overTime: [point(10), point(20)],
    origins: gate.weights.map(() => ({ file: `${HOSTILE_MARKUP[2]}.yaml`, line: 3 })),
    measurement: {
      ...gate.measurement,
      latency: names.map((name) => ({ name, p50Ms: 1, p90Ms: 2, p99Ms: 3, p999Ms: 4, maxMs: 4 })),
      statuses: names.map((name) => ({ name, status: '200', count: 3 })),
    },
  });
}

const hops: Case = merged(drawn(HOPS, 3_000, 5n), { groupBy: 'hop:1+hop:2' });
const several = () =>
  together({
    'two workloads': withCourse(CASES['split-changed']!),
    'chain <b>&amp;</b> "quoted"': judged(hops),
    'never answered': judged(CASES['never-ready']!),
    wrong: judged(CASES.fail!),
  });

/** Reports of every shape, beside those of `CASES`. */
export const REPORTS: Readonly<Record<string, () => Report>> = {
  rich,
  'split-changed': () => withCourse(CASES['split-changed']!),
  'per-connection': () => withCourse(CASES['per-connection']!),
  'shards-disagree': () => withCourse(CASES['shards-disagree']!),
  hops: () => judged(hops),
  'sixty-versions': () => withCourse(drawn(SIXTY, 30_000, 7n)),
  several,
  comparison,
  hostile,
};
