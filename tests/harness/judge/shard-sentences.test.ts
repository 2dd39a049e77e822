import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sentences, withId } from './sentences.ts';
import { draws, ordered, type Sent } from './sequences.ts';

const machines = (shares: readonly number[], n = 1000): Sent[] =>
  shares.map((share, i) => ({ versions: draws(n, [share, 1 - share], BigInt(i + 1)), machine: `machine ${i + 1}` }));
const of = (shares: readonly number[], rule = {}) => sentences([80, 20], ordered(machines(shares), 2), rule);

describe('shard sentences', () => {
  it('make a PASS inconclusive and show each machine', () => {
    const all = of([0.85, 0.84, 0.7]);
    assert.match(
      all[0]!,
      /^M-SHARD INCONCLUSIVE\. Load machines disagree: machine 1 8\d\.\d %, machine 2 8\d\.\d % and machine 3 \d\d\.\d % to v[12]\. They may talk to different gateway replicas or zones\.$/,
    );
  });

  it('are a warning when asked, and stand beside a FAIL', () => {
    assert.match(of([0.85, 0.84, 0.7], { diagnostics: 'warn' })[0]!, /^M-PASS PASS/);
    const failing = of([0.7, 0.6, 0.4]);
    assert.match(failing[0]!, /^M-FAIL FAIL/);
    assert.match(withId('M-SHARD', failing)[0]!, /^Load machines disagree/);
  });

  it('tell many machines by the lowest and the highest', () =>
    assert.match(
      of([0.9, 0.8, 0.8, 0.8, 0.8, 0.8, 0.7])[0]!,
      /7 load machines disagree: from machine \d \d\d\.\d % to machine \d \d\d\.\d % to v[12]\./,
    ));

  it('are quiet when machines agree, and never let a name act on a terminal', () => {
    assert.deepEqual(withId('M-SHARD', of([0.8, 0.8, 0.8])), []);
    const nasty = machines([0.9, 0.6]).map((sent, i) => ({ ...sent, machine: `\u001b[31m${i}\u202e\n` }));
    for (const sentence of sentences([80, 20], ordered(nasty, 2))) {
      assert.doesNotMatch(sentence, /[\p{Cc}\p{Cf}\p{Cs}]/u);
    }
  });
});
