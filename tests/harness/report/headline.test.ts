import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { headline } from '../../../harness/report/headline.ts';
import { CASES, HOSTILE_LABELS } from './cases.ts';
import { judged } from './judged.ts';

const of = (name: string) => headline(judged(CASES[name]!).gates[0]!);

describe('headline', () => {
  for (const [name, expected] of [
    ['pass', 'tcp://127.0.0.1:31400 splits one 80 : two 20'],
    ['fail', 'tcp://127.0.0.1:31400 does not split one 80 : two 20'],
    ['structural', 'tcp://127.0.0.1:31400 sends answers where no weight points (v1 90 : v2 10 : v3 0)'],
    ['failures', 'http://127.0.0.1:8080/hello fails too often (v1 80 : v2 20)'],
    ['never-ready', 'tcp://127.0.0.1:31400 could not be measured'],
    ['no-data', 'tcp://127.0.0.1:31400: nothing was measured'],
    ['not-enough', 'tcp://127.0.0.1:31400 may or may not split one 80 : two 20'],
    ['typed-in', 'typed-in counts fit v1 60 : v2 30 : v3 10'],
    ['many-versions', 'tcp://127.0.0.1:31400 splits its traffic by the weights of 30 versions'],
  ] as const)
    it(`of ${name}`, () => assert.equal(of(name), expected));

  it('is short whatever the names are', () => {
    const names = Object.values(HOSTILE_LABELS);
    for (const name of names) {
      const text = headline(judged({ weights: { [name]: '1', other: '1' }, counts: { [name]: 5, other: 5 } }).gates[0]!);
      assert.ok(text.length < 300 && !text.includes('\n'));
    }
  });
});
