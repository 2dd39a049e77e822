import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { createLagPairs } from '../../../harness/classify/lag-pairs.ts';

fc.configureGlobal({ seed: 20260131 });

describe('createLagPairs', () => {
  it('counts every pair at every lag, for any number of versions', () => {
    const sequences = fc
      .integer({ min: 1, max: 64 })
      .chain((tracks) => fc.record({ tracks: fc.constant(tracks), sequence: fc.array(fc.nat(tracks - 1), { maxLength: 120 }) }));
    fc.assert(
      fc.property(sequences, ({ tracks, sequence }) => {
        const pairs = createLagPairs();
        for (const track of sequence) pairs.add(track);
        const layers = pairs.toLayers(tracks);
        assert.equal(layers.length, 32);
        for (const [place, layer] of layers.entries()) {
          const expected = new Array<number>(tracks * tracks).fill(0);
          for (let t = place + 1; t < sequence.length; t += 1) {
            expected[sequence[t - place - 1]! * tracks + sequence[t]!]! += 1;
          }
          assert.deepEqual(layer, expected);
        }
      }),
    );
  });
});
