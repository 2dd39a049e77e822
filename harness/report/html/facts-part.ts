import type { GateReport } from '../../model/report.ts';
import { controlLine } from '../control-line.ts';
import { counted, pCell, pHolmCell } from '../number-text.ts';
import { elapsed, percent, risk, thousands } from '../numbers.ts';
import { type Content, html, type Markup } from './markup.ts';
import { nameOf } from './name.ts';
import { partOf, type Stand } from './part.ts';

type Fact = readonly [term: string, detail: Content];

/** The rule, the test and the traffic: what somebody needs to check the verdict or to repeat it. */
export function factsPart(gate: GateReport, stand: Stand): Markup | null {
  const lists: readonly (readonly [title: string, facts: readonly Fact[]])[] = [
    ['Rule', ruleFacts(gate)],
    ['Test', testFacts(gate)],
    ['Traffic', trafficFacts(gate)],
  ];
  return partOf(stand, 'facts', 'Details', [
    html`<div class="facts">
${lists.map(([title, facts]) => listOf(title, facts))}</div>
`,
  ]);
}

function listOf(title: string, facts: readonly Fact[]): Markup {
  return html`<div><p class="facts-title">${title}</p>
<dl>
${facts.map(
  ([term, detail]) => html`<div><dt>${term}</dt><dd>${detail}</dd></div>
`,
)}</dl></div>
`;
}

function ruleFacts(gate: GateReport): readonly Fact[] {
  const { alpha, judgedAt, beta, deltaPp, pHolm } = gate;
  return [
    ['False-alarm risk', risk(alpha)],
    ...fact('of which this gate has', judgedAt === alpha ? null : risk(judgedAt)),
    ['Miss risk', risk(beta)],
    ['Tolerance', deltaPp === null ? 'none: tested for any difference' : `± ${deltaPp} points`],
    ...fact('p adjusted for all gates', pHolm === gate.p ? null : pHolmCell(pHolm)),
    ['Reason', gate.reason],
    ['Exit code', gate.exitCode],
  ];
}

function testFacts(gate: GateReport): readonly Fact[] {
  const { p, log10P, chi2, df, pEquiv, unit, n, nEff, nPlan, deff, sequential, structural } = gate;
  const sees = Math.max(0, ...gate.mdsPp.map((points) => points ?? 0));
  return [
    ['Method', methodText(gate)],
    ['p', pCell(p, log10P)],
    ...fact('Chi-square', chi2 === null ? null : `${chi2.toFixed(2)}, df ${df}`),
    ...fact('p of “out of tolerance”', pEquiv === null ? null : pCell(pEquiv, Math.log10(pEquiv))),
    ...fact('Largest deviation', gate.maxDevPp === null ? null : `${gate.maxDevPp.toFixed(2)} points`),
    ...fact('Effect size (Cohen’s w)', gate.cohenW === null ? null : gate.cohenW.toPrecision(2)),
    ...fact(
      'Would have noticed',
      sees === 0 ? null : `a shift of ${sees.toFixed(1)} points, with ${risk(1 - gate.beta)} probability`,
    ),
    ...fact('Independent decisions', nEff === n ? null : `${thousands(nEff)} (by ${unit})`),
    ...fact('Design effect', deff === null ? null : deff.toFixed(2)),
    ...fact('Unseen leak at most', structural.leakUpper === null ? null : percent(structural.leakUpper)),
    ...fact(
      'Early stop',
      sequential === null
        ? null
        : `${sequential.decision} after ${thousands(sequential.stopN)} of at most ${thousands(sequential.capRequests)} requests`,
    ),
    ['Requests that would settle it', thousands(nPlan)],
    ...controlLine(gate).map((text): Fact => ['Negative control', text.replace(/^negative control: /, '')]),
  ];
}

function methodText({ method, replicates, seed, pInterval }: GateReport): string {
  switch (method) {
    case 'chi2':
      return 'Pearson chi-square test';
    case 'exact':
      return 'exact multinomial test';
    case 'mc': {
      const between = pInterval === null ? '' : `; p between ${pInterval.map((p) => p.toPrecision(3)).join(' and ')}`;
      return `Monte Carlo test, ${counted(replicates ?? 0, 'replicate')}, seed ${seed}${between}`;
    }
    case 'structural':
      return 'no test: answers where no weight points';
    case 'sequential':
      return 'sequential test, valid whenever one looks';
  }
}

function trafficFacts({ target, measurement, nAll, n, unattributed, failing }: GateReport): readonly Fact[] {
  const { sent, groupBy, connections, startedAt, elapsedMs, end, endDetail } = measurement;
  return [
    ['Target', nameOf(target, 200)],
    ['Versions read by', html`<code>${nameOf(groupBy, 200)}</code>`],
    ['Requests sent', thousands(sent)],
    ['Of those counted', nAll === n ? thousands(n) : `${thousands(n)} for weights above zero, ${thousands(nAll)} in all`],
    ['Without a version', thousands(unattributed)],
    ['Failed', thousands(failing)],
    ...fact(
      'Connections',
      connections.opened === 0
        ? null
        : `${thousands(connections.opened)}, ${connections.fresh ? 'a new one for each request' : 'kept for many requests'}`,
    ),
    ...fact('Started', startedAt === null ? null : html`<time datetime="${startedAt}">${startedAt}</time>`),
    ...fact('Took', elapsedMs === null ? null : elapsed(elapsedMs)),
    ...fact(
      'Ended',
      end === null || end === 'done' ? null : html`${end}${endDetail === null ? null : html` (${nameOf(endDetail, 200)})`}`,
    ),
  ];
}

/** A fact that is known, or none. */
function fact(term: string, detail: Content): readonly Fact[] {
  return detail === null ? [] : [[term, detail]];
}
