import assert from 'node:assert/strict';
import { test } from 'node:test';
import { suggestions } from '../../../../harness/routes/istio/suggestions.ts';

test('a near name is suggested, a far one is not', () => {
  const suggest = suggestions();
  assert.equal(
    suggest('reveiws', () => ['ratings', 'reviews']),
    'reviews',
  );
  assert.equal(
    suggest('details', () => ['ratings', 'reviews']),
    null,
  );
});

test('after the first mistakes nobody looks any more', () => {
  const suggest = suggestions();
  for (let asked = 0; asked < 20; asked += 1) suggest('reveiws', () => ['reviews']);
  assert.equal(
    suggest('reveiws', () => assert.fail('the candidates are not even listed')),
    null,
  );
});
