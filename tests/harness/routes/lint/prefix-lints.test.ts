import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { linted, service, to, virtualService } from './linted.ts';

const rule = (match: string): string => `  - { match: [${match}], route: [${to('a')}] }`;
const found = (id: string, ...matches: readonly string[]) =>
  linted(id, service('a'), virtualService('a', matches.map(rule).join('\n')));
const prefix = (value: string): string => `{ uri: { prefix: "${value}" } }`;
const exact = (value: string): string => `{ uri: { exact: "${value}" } }`;

describe('a raw prefix', () => {
  it('that goes on inside an element of a later rule is a warning, of an earlier one a note', () => {
    assert.match(
      found('prefix-catches-more', prefix('/rat'), prefix('/ratings'))[0] ?? '',
      /^warning: .*"\/rat".*takes "\/ratings".*stands later/,
    );
    assert.match(found('prefix-catches-more', prefix('/ratings'), prefix('/rat'))[0] ?? '', /^note: .*only the order/);
    assert.match(found('prefix-catches-more', prefix('/rat'), exact('/rated'))[0] ?? '', /^warning/);
  });

  it('is told once, whatever the number of others', () => {
    assert.equal(found('prefix-catches-more', prefix('/r'), prefix('/rat'), prefix('/ratings')).length, 2);
  });

  it('that ends an element, or shares nothing, is fine', () => {
    assert.deepEqual(found('prefix-catches-more', prefix('/rate'), prefix('/ratings'), prefix('/rate/x'), prefix('/')), []);
    assert.deepEqual(found('prefix-catches-more', prefix('/rat/'), prefix('/ratings')), []);
    assert.deepEqual(found('prefix-catches-more', exact('/rat'), prefix('/ratings')), []);
  });

  it('with a closing slash misses the bare path, unless something else takes it', () => {
    assert.match(found('prefix-misses-bare', prefix('/reviews/'))[0] ?? '', /^note: .*"\/reviews\/" does not take "\/reviews"/);
    for (const other of [exact('/reviews'), prefix('/rev'), prefix('/reviews')])
      assert.deepEqual(found('prefix-misses-bare', prefix('/reviews/'), other), []);
    assert.deepEqual(found('prefix-misses-bare', prefix('/reviews'), prefix('/')), []);
    assert.equal(found('prefix-misses-bare', prefix('/reviews/'), prefix('/')).length, 1);
  });
});
