import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readWeight } from '../../../harness/expect/weight-entry.ts';

const fail = (problem: string, fix: string) => new RangeError(`${problem}; ${fix}`);

describe('readWeight', () => {
  it('divides name and weight at the last equals sign', () => {
    assert.deepEqual(readWeight({ quoted: null, rest: 'a=b=1' }, 1, fail), { name: 'a=b', text: '1' });
    assert.deepEqual(readWeight({ quoted: 'a=b', rest: '=1' }, 1, fail), { name: 'a=b', text: '1' });
  });

  it('names the place of a wrong entry', () => {
    assert.throws(() => readWeight({ quoted: null, rest: 'x' }, 7, fail), /weight 7/);
    assert.throws(() => readWeight({ quoted: null, rest: '' }, 3, fail), /entry 3 is empty/);
  });
});
