import assert from 'node:assert/strict';
import { it } from 'node:test';
import { mirrorClassifier } from '../../../../harness/classify/mirror/mirror-label.ts';
import { answer } from '../answers.ts';

it('names a request by its mark, whatever its answer says', () => {
  const { labelOf, isMarked } = mirrorClassifier(Uint8Array.of(0, 1, 2));
  const labels = [0, 1, 2].map((index) => labelOf(answer('v9', { index, status: 500 })));
  assert.deepEqual(labels, ['unmirrored', 'mirrored', 'mirrored-twice']);
  assert.equal(isMarked(answer('', { index: 0, status: 500 })), true);
});
