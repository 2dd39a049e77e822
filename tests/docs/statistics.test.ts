import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { OPTIONS } from '../../harness/cli/options.ts';
import { clopperPearson } from '../../harness/stats/clopper-pearson.ts';
import { weigh } from '../../harness/stats/deviations.ts';
import { effectiveTolerance } from '../../harness/stats/effective-tolerance.ts';
import { holm } from '../../harness/stats/holm.ts';
import { leakUpperBound, requestsToSeeLeak } from '../../harness/stats/leak.ts';
import { pearsonTest } from '../../harness/stats/pearson.ts';
import { splitOf } from '../../harness/stats/split.ts';
import { passChance } from '../calibration/pass-chance.ts';
import { percentText } from '../calibration/printed.ts';
import { boundaries } from '../calibration/sequential-boundaries.ts';
import { sequentialRule } from '../calibration/sequential-rule.ts';
import { walk } from '../calibration/sequential-walk.ts';
import { exactRates, judged } from '../calibration/verdict-rates.ts';
import { inProcess } from '../cli/command.ts';
import { expecting, ruleOf } from '../harness/judge/given.ts';
import { peekingAlarm } from './statistics/peeking.ts';
import { pinnedAlarm } from './statistics/pinned.ts';
import { noticedPoints, toNotice, toProve } from './statistics/usual-rule.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const page = readFileSync(`${root}docs/statistics.md`, 'utf8');
const readme = readFileSync(`${root}README.md`, 'utf8');
/** Prose as one line, so that a sentence is found wherever it breaks. */
const prose = page.replaceAll(/\s+/g, ' ');

const { significance, missRisk, maxFailures } = ruleOf();
const EIGHTY = [80, 20];
const eighty = splitOf([4n, 1n]);
const rightEighty = eighty.shares;
const percent = (share: number, digits = 1) => `${(share * 100).toFixed(digits)} %`;
const count = (n: number) => Math.round(n).toLocaleString('en');
const chance = (share: number) => percentText(share, 1 - share);
const table = (...rows: readonly (readonly string[])[]) => {
  const [head = [], ...body] = rows.map((cells) => `| ${cells.join(' | ')} |`);
  return [head, `|${rows[0]?.map(() => '---').join('|')}|`, ...body].join('\n');
};

/** A section that starts and ends with a comment, as the README's do. */
const section = (name: string) =>
  new RegExp(`<!-- generated: ${name} -->\n([\\s\\S]*?)\n<!-- /generated -->`).exec(page)?.[1] ?? '';

const computed: string[] = [];
/** Asserts that the page says this, with the numbers that were just computed. */
function says(sentence: string): void {
  computed.push(sentence);
  assert.ok(prose.includes(sentence), sentence);
}

test('the page is short', () => assert.ok(page.split('\n').length <= 150));

test('60 of 100', () => {
  const pOf = (weights: readonly bigint[]) => Math.exp(pearsonTest(weigh([60, 40], splitOf(weights))).lnP);
  const { lo, hi } = clopperPearson(60, 100, significance);
  says(`fit any true share from ${percent(lo)} to ${percent(hi)}: that is the interval that is right in 99 of 100 such runs`);
  says(`promises 50 : 50 does at least this badly in ${percent(pOf([1n, 1n]))} of runs`);
  says(`promises 2 : 1 in ${percent(pOf([2n, 1n]))}.`);
  const rows = [100, 1000, 10_000].map((n) => {
    const interval = clopperPearson(0.6 * n, n, significance);
    return [`${count(0.6 * n)} of ${count(n)}`, `${percent(interval.lo).slice(0, -2)} to ${percent(interval.hi)}`];
  });
  assert.equal(section('intervals'), table(['answers of v1', 'the true share lies within'], ...rows));
});

test('the two risks', () => {
  assert.deepEqual([significance, missRisk], [0.01, 0.05]);
  assert.deepEqual([OPTIONS.significance.initial, OPTIONS.power.initial], [String(significance), String(1 - missRisk)]);
  says('counts like these come in less than 1 % of runs');
  says('FAIL although all is right. `--significance`, 1 % unless told otherwise.');
  says(`is then stopped for nothing about once a day; with \`--significance 0.001\` once in ${1 / (100 * 0.001)} days`);
  says(`\`--power\` is the chance to notice, ${100 * (1 - missRisk)} % unless told otherwise`);
  const truths = [rightEighty, [0.75, 0.25], [0.7, 0.3]];
  const [right, five, ten] = exactRates(judged(expecting(EIGHTY)), 100, truths).map(({ FAIL }) => percent(FAIL));
  says(`is failed in ${right} of runs, one that sends 75 : 25 in ${five}, and one that sends 70 : 30 in ${ten}.`);
});

test('how many requests see what', () => {
  const rows = [[50, 50], EIGHTY, [90, 10], [99, 1], [30, 60, 10]].map((weights) => [
    weights.join(' : '),
    ...[10, 5, 2, 1].map((points) => count(toNotice(weights, points))),
    count(toProve(weights, 2)),
    ...[100, 1000].map((requests) => `${noticedPoints(weights, requests).toFixed(1)} points`),
  ]);
  const head = ['weights', 'notice 10 points', '5 points', '2 points', '1 point', 'prove "within 2 points"'];
  assert.equal(section('plan'), table([...head, '100 requests notice', '1,000 notice'], ...rows));
});

test('tolerance', () => {
  const requests = toProve(EIGHTY, 2);
  const offs = [0, 1, 2, 5];
  const truths = offs.map((points) => [0.8 - points / 100, 0.2 + points / 100]);
  const rates = exactRates(judged(expecting(EIGHTY, { tolerancePoints: 2 })), requests, truths);
  const rows = rates.map(({ PASS, FAIL, INCONCLUSIVE }, i) => [
    offs[i] === 0 ? 'exactly right' : `${offs[i]} ${offs[i] === 1 ? 'point' : 'points'} off`,
    ...[PASS, FAIL, INCONCLUSIVE].map((rate) => chance(Math.max(rate, Number.MIN_VALUE))),
  ]);
  const head = [`80 : 20, \`--tolerance 2\`, ${count(requests)} requests`, 'PASS', 'FAIL', 'INCONCLUSIVE'];
  assert.equal(section('tolerance'), table(head, ...rows));
  says(`being off by 2 points or more passes in at most ${100 * missRisk} % of runs`);
  const [capped = 0] = effectiveTolerance(splitOf([99n, 1n]), 2).shares;
  says(`For 99 : 1, \`--tolerance 2\` means ${100 * capped} points`);
});

test('looking early', () => {
  const requests = toNotice(EIGHTY, 5);
  says('is no 1 % test any more');
  says(`from the tenth to the ${count(requests)}st request of a right 80 : 20 split`);
  says(`it cries wolf in ${percent(peekingAlarm(eighty, requests, significance))} of runs`);
  const limits = [...boundaries(sequentialRule(EIGHTY, 2), 3 * toNotice(EIGHTY, 2))];
  const rows = [0, 2, 5, 10].map((points) => {
    const { fail, pass, meanRequests } = walk(limits, 0.8 - points / 100);
    return [points === 0 ? 'exactly right' : `${points} points off`, chance(fail), chance(pass), count(meanRequests)];
  });
  assert.equal(section('sequential'), table(['the gateway is', 'FAIL', 'PASS', 'requests'], ...rows));
});

test('many gates', () => {
  says(`Twenty gates at 1 % each would stop ${percent(1 - (1 - significance) ** 20)} of healthy pipelines.`);
  const [first, second, third] = holm([0.004, 0.2, 0.0005]);
  says(`0.004, 0.2 and 0.0005 become ${first}, ${second} and ${third}.`);
});

test('where chance has no say', () => {
  const sees = (rate: number) => count(requestsToSeeLeak(rate, missRisk));
  says(`1,000 requests without one leave a leak of up to ${percent(leakUpperBound(1000, missRisk), 2)} possible`);
  says(
    `a leak of 1 % takes ${sees(0.01)} requests, one of 0.1 % takes ${sees(0.001)} (with ${100 * (1 - missRisk)} % probability)`,
  );
  assert.equal(OPTIONS['max-failures'].initial, String(maxFailures));
  says(`More than ${percent(maxFailures)} failed requests are a FAIL of their own (\`--max-failures\`), and above 10 % without`);
});

test('when requests are not independent', () => {
  const alarm = (connections: number) => percent(pinnedAlarm(eighty, connections, 1000 / connections, significance));
  says('1,000 requests on 10 connections are 10 draws. Counted as 1,000');
  says(`a right 80 : 20 gateway would be failed in ${alarm(10)} of runs, on 50 connections in ${alarm(50)}.`);
  says(`All eight of 8 connections land on the first version in ${percent(0.8 ** 8)} of runs.`);
});

test('a guessed tolerance: what the README compares', () => {
  const cells = /\| 75 : 25, 5 points off \| (.*) \|/.exec(readme)?.[1]?.split(' | ') ?? [];
  const [gatewayApi, istio, plain500, plain, tolerance] = cells;
  says(`is accepted by the rule of the Gateway API suite in ${gatewayApi} of runs and by Istio's in ${istio};`);
  says(`weighbridge accepts it in ${plain}, with \`--tolerance 2\` in ${tolerance}.`);
  const { accepted } = passChance(EIGHTY, [0.75, 0.25], 500, null);
  assert.equal(percent(accepted), plain500);
  says(`misses this gateway in ${plain500} of runs misses it in ${percent(1 - (1 - accepted) ** 3)} when it may try three times`);
});

test('no other number stands in the page than these and the questions', () => {
  const asked = /^(0|1|2|8|10|20|25|50|60|75|80|95|99|100|500)$/;
  let rest = page.replaceAll(/<!-- generated: [\s\S]*?<!-- \/generated -->|```[\s\S]*?```/g, '').replaceAll(/\s+/g, ' ');
  for (const sentence of computed) rest = rest.replaceAll(sentence, '');
  const numbers = rest.match(/(?<![\w`-])\d[\d,.]*(?<![,.])/g) ?? [];
  assert.deepEqual(
    numbers.filter((number) => !asked.test(number)),
    [],
  );
});

for (const [, command = ''] of page.matchAll(/^npx weighbridge (.*)$/gm)) {
  test(`weighbridge ${command}`, async () => {
    const { code, stderr } = await inProcess(command.split(' '));
    assert.equal(code, 0, stderr);
  });
}
