import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { xoshiro } from '../../../harness/stats/xoshiro.ts';
import { sentences, withId } from './sentences.ts';
import { draws, onConnections, ordered, rotatingWorkers, rotation, type Sent } from './sequences.ts';

const of = (...streams: Sent[]) => sentences([80, 20], ordered(streams, 2));
const under = (...streams: Sent[]) => withId('M-UNDER', of(...streams));

describe('rotation sentences', () => {
  it('tell the period, and that a right split is only steadier', () => {
    assert.deepEqual(under({ versions: rotation(1000, [4, 1]) }), [
      'The gateway deals versions out in a fixed rotation (period 5) instead of drawing at random. The split is right and steadier than chance; p-values near 1 are expected.',
    ]);
  });

  it('do not call a wrong split right', () =>
    assert.match(under({ versions: rotation(1000, [3, 2]) })[0]!, /period 5\).* the deviation is no bad luck\.$/));

  it('tell workers that rotate on their own by how little the run varies', () =>
    assert.match(
      under({ versions: rotatingWorkers(1000, [4, 1], 4, 1n) })[0]!,
      /in a rotation .* \(twentieths of the run differ 0\.\d+ times/,
    ));

  it('tell an aversion to repeats and bursts', () => {
    const random = xoshiro(3n);
    let last = 0;
    const averse = Array.from({ length: 3000 }, () => {
      last = drawnAgain(random.nextUniform(), last);
      return last;
    });
    assert.match(
      under({ versions: averse })[0]!,
      /avoids repeating itself: .* version of the one before it \d+\.\d % of the time/,
    );
    const other = xoshiro(5n);
    let version = 0;
    const bursts = Array.from({ length: 2000 }, () => {
      version = other.nextUniform() < 0.4 ? version : other.nextUniform() < 0.8 ? 0 : 1;
      return version;
    });
    assert.match(
      withId('M-SERIAL', of({ versions: bursts }))[0]!,
      /^Versions come in bursts: a request hits .* if independent, z = /,
    );
  });

  it('are quiet about what connections, clients or a change explain', () => {
    assert.deepEqual(under(onConnections(1000, 50, [0.8, 0.2], 1n)), []);
    assert.deepEqual(under(onConnections(1000, 5, [0.8, 0.2], 4n)), []);
    const clients = [0, 1].map((version) => ({ versions: Array.from({ length: 500 }, () => version), machine: `m${version}` }));
    assert.deepEqual(under(...clients), []);
    const changed = of({ versions: draws(2000, (t) => (t < 1000 ? [0.9, 0.1] : [0.7, 0.3]), 1n) });
    assert.deepEqual([...withId('M-SERIAL', changed), ...withId('M-UNDER', changed)], []);
    const independent = of({ versions: draws(2000, [0.8, 0.2], 1n) });
    assert.deepEqual([...withId('M-SERIAL', independent), ...withId('M-UNDER', independent)], []);
  });
});

/** Repeats v1 less often than its share, so that neighbours differ more than chance would make them. */
const drawnAgain = (u: number, last: number): number => (last === 0 ? (u < 0.7 ? 0 : 1) : u < 0.98 ? 0 : 1);
