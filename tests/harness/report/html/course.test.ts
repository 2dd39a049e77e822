import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { GateReport } from '../../../../harness/model/report.ts';
import { coursesOf } from '../../../../harness/report/html/course.ts';
import { CASES } from '../cases.ts';
import { judged } from '../judged.ts';
import { changed, REPORTS } from './reports.ts';

const gateOf = (name: string) => REPORTS[name]!().gates[0]!;
const change = (atMs: number) => ({ ...gateOf('split-changed').change!, atMs });

describe('coursesOf', () => {
  it('has every point of every version, with its band', () => {
    const gate = gateOf('rich');
    for (const { place, moments } of coursesOf(gate))
      assert.deepEqual(
        moments.map(({ n, share, band }) => [n, share, band?.lo, band?.hi]),
        gate.overTime.map(({ n, shares, lo, hi }) => [n, shares[place], lo[place], hi[place]]),
      );
    assert.equal(coursesOf(gate).length, 3);
  });

  it('has no band where none holds', () => {
    assert.ok(coursesOf(gateOf('per-connection')).every(({ moments }) => moments.every(({ band }) => band === null)));
  });

  it('takes the six versions that are furthest off, in the order of the weights', () => {
    const gate = gateOf('sixty-versions');
    const places = coursesOf(gate).map(({ place }) => place);
    const off = gate.residuals.map((residual) => Math.abs(residual ?? 0));
    const sixth = off.toSorted((a, b) => b - a)[5]!;
    assert.deepEqual(
      places,
      places.toSorted((a, b) => a - b),
    );
    assert.equal(places.length, 6);
    assert.ok(places.every((place) => off[place]! >= sixth));
  });

  it('places a change between the points around it, and at an end when it lies outside', () => {
    const gate = gateOf('split-changed');
    const [first, second] = [gate.overTime[0]!, gate.overTime[1]!];
    const at = (changed: Partial<GateReport>) => coursesOf({ ...gate, ...changed })[0]?.changeAt;
    assert.equal(at({ change: change((first.atMs + second.atMs) / 2) }), (first.n + second.n) / 2);
    assert.equal(at({ change: change(0) }), first.n);
    assert.equal(at({ change: change(1e9) }), gate.overTime.at(-1)!.n);
    assert.equal(at({ change: null }), null);
  });

  it('shows nothing of a run without an order, of a single point, and of a single version', () => {
    assert.deepEqual(coursesOf(judged(CASES.pass!).gates[0]!), []);
    const single = changed(judged(CASES['single-version']!), {
      overTime: [1, 2].map((n) => ({ n, atMs: n, shares: [1], lo: [null], hi: [null] })),
    });
    assert.deepEqual(coursesOf(single.gates[0]!), []);
    const gate = gateOf('rich');
    assert.deepEqual(coursesOf({ ...gate, overTime: gate.overTime.slice(0, 1) }), []);
  });
});
