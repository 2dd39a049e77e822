import { compareConnections } from '../../../harness/judge/compare-connections.ts';
import type { Report } from '../../../harness/model/report.ts';
import { draws, onConnections, ordered } from '../judge/sequences.ts';
import { CASES, HOSTILE_LABELS } from './cases.ts';
import { type Case, judged, judgedTogether } from './judged.ts';

const FILE = 'manifests/shop/istio/virtual-service.yaml';
const at = (line: number, file = FILE) => ({ file, line });

/** Labels that mean something to a reader of XML, Markdown, a log or a CI runner. */
export const HOSTILE_MARKUP = {
  script: '<script>alert(1)</script>',
  attribute: `"><img src=x onerror='alert(1)'>`,
  cdata: ']]> and ]]><failure/>',
  entity: '&lt;b&gt; &#0; &unknown;',
  pipe: 'a|b\\|c\\',
  code: '`one`` two',
  heading: '# one',
  list: '1. one',
  link: '[one](javascript:alert(1)) http://one.example www.one.example',
  mention: '@octo/admins #1',
  emphasis: '**PASS** _one_ ~~two~~ $x$',
  comment: '<!-- one --> --!>',
  command: '::stop-commands::one',
  nextLine: 'one\n::set-env name=PATH::/tmp\r\n::add-mask::two',
  oldCommand: '##[set-env name=PATH]one',
  azure: '##vso[task.setvariable variable=PATH]one',
  percent: '100%25%0A::error::two',
} as const;

/** All of them as versions of one gate; the first two have a weight. */
const hostileCase: Case = (() => {
  const [first, second, ...others] = [...Object.values(HOSTILE_MARKUP), ...Object.values(HOSTILE_LABELS)] as [string, string];
  return {
    weights: { [first]: '80', [second]: '20' },
    counts: { [first]: 700, [second]: 260, ...Object.fromEntries(others.map((label) => [label, 1])) },
    notes: [HOSTILE_MARKUP.nextLine, HOSTILE_MARKUP.command, HOSTILE_MARKUP.heading, HOSTILE_MARKUP.list],
    origins: [at(3, `${HOSTILE_MARKUP.command}, ${HOSTILE_MARKUP.nextLine}.yaml`), at(4)],
    tally: {
      target: `http://one.example/${HOSTILE_MARKUP.cdata}`,
      failures: [{ kind: 'status', status: 503, count: 1, example: HOSTILE_MARKUP.cdata }],
    },
  };
})();

const sixty: Case = {
  weights: Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`v${i + 1}`, '1'])),
  counts: Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`v${i + 1}`, i === 41 ? 250 : 100 + (i % 5)])),
};

/** New connections against kept ones, on a gateway that decides once per connection. */
function comparison(): Report {
  const modes = {
    fresh: ordered([{ versions: draws(1_000, [0.8, 0.2], 11n) }], 2),
    'keep-alive': ordered([onConnections(1_000, 50, [0.8, 0.2], 1n)], 2),
  };
  const [fresh, kept] = Object.entries(modes).map(([name, tally]) => {
    const counts = Object.fromEntries(tally.labels.map(({ label, count }) => [label, count]));
    const { order, connections } = tally;
    const report = judged({ weights: { v1: '80', v2: '20' }, counts, tally: { order, connections } });
    return { tally, report, gate: { ...report.gates[0]!, name } };
  });
  if (fresh === undefined || kept === undefined) throw new Error('two modes make two gates');
  const compared = [fresh, kept].map(({ tally, gate }) => ({ tally, verdict: gate }));
  return { ...fresh.report, gates: [fresh.gate, kept.gate], comparison: compareConnections(compared[0]!, compared[1]!, 0.01) };
}

/** Reports of every shape that a format must tell; `tests/fixtures/report` has what each format makes of them. */
export const REPORTS: Readonly<Record<string, Report>> = {
  pass: judged(CASES.pass!),
  fail: judged(CASES.fail!),
  'low-power': judged(CASES['low-power']!),
  'no-data': judged(CASES['no-data']!),
  'never-ready': judged(CASES['never-ready']!),
  structural: judged(CASES.structural!),
  'allowed-stranger': judged(CASES['allowed-stranger']!),
  failures: judged(CASES.failures!),
  'below-double': judged(CASES['below-double']!),
  'typed-in': judged(CASES['typed-in']!),
  'sequential-fail': judged(CASES['sequential-fail']!),
  'cannot-fail': judged(CASES['cannot-fail']!),
  'doubt-allowed': judged({ ...CASES['low-power']!, onInconclusive: 'pass' }),
  'from-routes': judged({ ...CASES.starved!, origins: [at(19), at(23), at(27)] }),
  'sixty-versions': judged(sixty),
  several: judgedTogether({
    'shop | eu': { ...CASES.fail!, origins: [at(19), at(23)] },
    'shop us': CASES.pass!,
    'shop ap': { weights: { one: '80', two: '20' }, counts: { one: 836, two: 164 } },
    leak: { ...CASES.structural!, origins: [at(9), at(13), at(17)] },
    gone: CASES['never-ready']!,
  }),
  comparison: comparison(),
  hostile: judged(hostileCase),
};
