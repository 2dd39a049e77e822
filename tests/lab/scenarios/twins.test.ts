import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { GateReport } from '../../../harness/model/report.ts';
import { ROOT, scratch } from '../../cli/command.ts';
import { skipWithout } from '../parts.ts';
import { type Change, TWINS, type Twins } from './changes.ts';
import { copyOfManifests, weighInCopy } from './twin.ts';

const home = scratch();
/** A test with this bound fails a correct gateway less than once in ten million runs. */
const SIGMAS = 5.5;
/** Some wait for delays while others need the processors. */
const AT_ONCE = 3;

describe('every scenario has twins', () => {
  const scenarios = readdirSync(join(ROOT, 'manifests'), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  for (const { name } of scenarios) it(name, () => assert.ok((TWINS[name]?.changes.length ?? 0) > 0));
});

describe('behind Envoy', { skip: skipWithout('envoy'), concurrency: AT_ONCE, timeout: 300_000 }, () => {
  for (const [scenario, twins] of Object.entries(TWINS)) {
    it(`${scenario}: an unchanged copy passes`, () => passesUnchanged(scenario));
    for (const change of twins.changes)
      it(`${scenario}: a gateway that differs in ${change.what} is noticed`, () => isNoticed(scenario, twins, change));
  }

  it('bookinfo: the policy of replicas does not change their shares, but how steadily they come', async () => {
    const name = 'istio/replicas-random: each of three replicas a third';
    const edits = [{ file: 'bookinfo/istio/replicas-random/reviews.yaml', from: 'simple: RANDOM', to: 'simple: ROUND_ROBIN' }];
    const size = new Map([[name, TWINS.bookinfo!.requests[name]!]]);
    const random = (await unchanged('bookinfo')).gates.get(name)!;
    const rotation = (await weighInCopy('bookinfo', copyOfManifests(home, edits), size)).gates.get(name)!;
    for (const [gate, isSteady] of [
      [random, false],
      [rotation, true],
    ] as const) {
      const seen = `${told(gate)} ${JSON.stringify(gate.diagnostics)}`;
      assert.equal(gate.verdict, 'PASS', seen);
      // Far from both: a rotation of 300 is at 1e-20, chance gets here once in a billion runs.
      assert.equal(gate.diagnostics.find(({ id }) => id === 'UNDER')!.log10P < -9, isSteady, seen);
    }
    assert.ok(
      rotation.messages.some(({ id, text }) => id === 'M-UNDER' && text.includes('rotation')),
      told(rotation),
    );
  });
});

const controls = new Map<string, ReturnType<typeof weighInCopy>>();

/** All gates of a scenario's twins in labs of an unchanged copy, weighed once. */
function unchanged(scenario: string): ReturnType<typeof weighInCopy> {
  const known = controls.get(scenario);
  if (known !== undefined) return known;
  const requests = new Map(Object.entries(TWINS[scenario]!.requests));
  const run = weighInCopy(scenario, copyOfManifests(home, []), requests);
  controls.set(scenario, run);
  return run;
}

async function passesUnchanged(scenario: string): Promise<void> {
  const { report, gates } = await unchanged(scenario);
  for (const gate of gates.values()) assert.equal(gate.verdict, 'PASS', told(gate));
  assert.deepEqual([...gates.keys()].sort(), Object.keys(TWINS[scenario]!.requests).sort());
  assert.equal(report.exitCode, 0);
}

async function isNoticed(scenario: string, { requests }: Twins, { edits, red, green, verdict = 'FAIL' }: Change): Promise<void> {
  const weighed = [...Object.keys(red), ...green].map((name) => [name, requests[name] ?? 0] as const);
  const { report, gates } = await weighInCopy(scenario, copyOfManifests(home, edits), new Map(weighed));
  assert.deepEqual(
    [...gates.values()]
      .filter((gate) => gate.verdict === 'PASS')
      .map(({ name }) => name)
      .sort(),
    [...green].sort(),
    [...gates.values()].map(told).join('\n'),
  );
  for (const [name, shares] of Object.entries(red)) {
    const gate = gates.get(name)!;
    assert.equal(gate.verdict, verdict, told(gate));
    // All was measured, and the numbers are those of the change: it is not red for another reason.
    assert.equal(gate.measurement.end, 'done', told(gate));
    assert.equal(gate.nAll, requests[name], told(gate));
    for (const [version, share] of Object.entries(shares)) assertShare(gate, version, share);
  }
  assert.equal(report.exitCode, verdict === 'FAIL' ? 1 : 3);
}

/** Asserts a version's share of all answers, exactly where there is nothing random in it. */
function assertShare(gate: GateReport, version: string, share: number): void {
  const index = gate.weights.findIndex(({ name }) => name === version);
  const stranger = gate.structural.unknown.find(({ name }) => name === version);
  const count = index >= 0 ? gate.counts[index]! : (stranger?.count ?? 0);
  const bound = SIGMAS * Math.sqrt((share * (1 - share)) / gate.nAll);
  assert.ok(Math.abs(count / gate.nAll - share) <= bound, `${version} at ${share} in ${told(gate)}`);
}

const told = ({ name, message, counts, structural, measurement }: GateReport) =>
  `${name}: ${message} ${JSON.stringify({ counts, strangers: structural.unknown, failures: measurement.failures })}`;
