import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { tallyRecord } from '../../../harness/classify/tally-record.ts';
import { tallyFromCounts } from '../../../harness/classify/typed-counts.ts';

const typed = tallyFromCounts(['a'], [1]);

describe('tallyRecord', () => {
  it('keeps member order and drops nothing', () => assert.deepEqual(tallyRecord(structuredClone(typed), '$'), typed));

  it('reads statuses of HTTP and of gRPC, and no others', () => {
    const withStatus = (status: number | string) => () =>
      tallyRecord({ ...typed, labels: [{ ...typed.labels[0], statuses: { [status]: 1 } }] }, '$');
    for (const status of [0, 9, 10, 16, 100, 200, 999]) assert.doesNotThrow(withStatus(status), String(status));
    for (const status of ['17', '99', '00', '014', '1000', '-1', 'OK']) assert.throws(withStatus(status), /a gRPC status code/);
    const withFailure = (status: unknown) => () =>
      tallyRecord({ ...typed, failures: [{ kind: 'status', status, count: 1, example: '' }] }, '$');
    for (const status of [null, 1, 16, 100, 999]) assert.doesNotThrow(withFailure(status), String(status));
    for (const status of [0, 17, 99, 1.5, 1000, '14']) assert.throws(withFailure(status), /status code/, String(status));
  });

  it('reads what stood in the way of connections, and tallies that say nothing of it', () => {
    const openings = {
      waits: [{ what: 'port', requests: 2, totalMs: 30.5, longestMs: 20 }],
      repeated: [{ afterS: 1, connections: 4 }],
      unopened: 0,
    };
    assert.deepEqual(tallyRecord({ ...typed, openings }, '$').openings, openings);
    assert.equal('openings' in tallyRecord(typed, '$'), false);
    const wait = openings.waits[0];
    for (const wrong of [
      null,
      { ...openings, unopened: -1 },
      { ...openings, repeated: [{ afterS: 0, connections: 4 }] },
      { ...openings, waits: [{ ...wait, what: 'patience' }] },
      { ...openings, waits: [{ ...wait, requests: 0 }] },
      { ...openings, waits: [{ ...wait, longestMs: Number.NaN }] },
      { ...openings, more: 1 },
      { waits: [], repeated: [] },
    ])
      assert.throws(() => tallyRecord({ ...typed, openings: wrong }, '$'), /\$\.openings/, JSON.stringify(wrong));
  });

  it('refuses risks of 0 and 1', () => {
    const gate = {
      name: 'g',
      expect: 'a=1',
      tolerancePoints: null,
      significance: 0.01,
      power: 0.95,
      maxFailures: 0,
      seed: '1',
      method: 'auto',
      allowUnknown: false,
      requirePower: false,
      diagnostics: 'on',
      proveItCanFail: false,
      shared: null,
      sequential: [],
      notes: ['lab'],
    };
    assert.doesNotThrow(() => tallyRecord({ ...typed, gate }, '$'));
    for (const wrong of [
      { significance: 0 },
      { significance: 1 },
      { power: 1 },
      { tolerancePoints: 0 },
      { tolerancePoints: 100 },
      { maxFailures: 1.1 },
      { seed: '-1' },
    ]) {
      assert.throws(() => tallyRecord({ ...typed, gate: { ...gate, ...wrong } }, '$'), RangeError, JSON.stringify(wrong));
    }
  });
});
