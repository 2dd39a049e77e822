import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { requestsText } from '../../../harness/judge/scene.ts';
import { counting } from './given.ts';
import { sentences } from './sentences.ts';

describe('scene texts', () => {
  it('count requests in words', () => {
    assert.deepEqual([0, 1, 2000].map(requestsText), ['0 requests', '1 request', '2,000 requests']);
  });

  it('list a few weights and counts as written, and count many', () => {
    assert.match(
      sentences([33.3, 33.3, 33.4], counting([330, 340, 330]))[0] ?? '',
      /330\/340\/330 of 1,000 is consistent with 33\.3\/33\.3\/33\.4/,
    );
    const seven = sentences([1, 1, 1, 1, 1, 1, 1], counting([100, 100, 100, 100, 100, 100, 100]))[0] ?? '';
    assert.match(seven, /700 requests are consistent with the weights of 7 versions/);
    assert.ok((sentences([`80.${'0'.repeat(300)}1`, '20'], counting([803, 197]))[0] ?? '').length < 300);
  });
});
