import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ratioNote } from '../../../harness/expect/ratio-note.ts';
import { parseWeights } from '../../../harness/expect/weights.ts';

const note = (text: string) => ratioNote(parseWeights(text));

describe('ratioNote', () => {
  it('says how a sum near 100 was read', () => {
    assert.equal(note('80,30'), 'weights sum to 110; read as ratios 72.73 % / 27.27 %');
    assert.equal(note('80,19.8'), 'weights sum to 99.8; read as ratios 80.16 % / 19.84 %');
    assert.match(note('a=90,b=0') ?? '', /^weights sum to 90; read as ratios 100.00 % \/ 0.00 %$/);
    assert.match(note(Array(11).fill('10').join(',')) ?? '', /9.09 % \/ …$/);
  });

  it('is silent for percentages and for what cannot be meant as percentages', () => {
    for (const text of ['80,20', '33.3,33.3,33.3', '99.9,0', '60.1,40', '1:2:3', '89.9,0', '110.1,0', '800,200']) {
      assert.equal(note(text), null, text);
    }
  });
});
