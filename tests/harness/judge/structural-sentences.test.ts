import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { counting, failed, labelled } from './given.ts';
import { sentences, withId } from './sentences.ts';

describe('structural sentences', () => {
  it('name the version, how often, and the first request, counted from 1', () => {
    const tally = counting([900, 98], { labels: [labelled('v3', 2, { firstIndex: 416 })] });
    assert.deepEqual(sentences([90, 10, 0], tally), [
      'M-STRUCT FAIL. v3 has weight 0 but answered 2 of 1,000 requests (first: #417).',
    ]);
    const stranger = counting([800, 199], { labels: [labelled('v9', 1)], startedAt: null });
    assert.deepEqual(sentences([80, 20], stranger), ["M-STRUCT FAIL. Unknown version 'v9' answered 1 of 1,000 requests."]);
  });

  it('keep allowed strangers in sight', () => {
    const tally = counting([800, 200], { labels: [labelled('v8', 2), labelled('v9', 1)] });
    assert.deepEqual(withId('M-STRUCT', sentences([80, 20], tally, { allowUnknown: true })), [
      "Warning: unknown versions answered: 'v8' (2) and 'v9' (1), of 1,003 requests. The rule allows it.",
    ]);
  });

  it('bound the leak that was not seen, and only where nothing was', () => {
    assert.deepEqual(withId('M-LEAK', sentences([90, 10, 0], counting([905, 95]))), [
      'No request reached v3. With 1,000 requests a leak up to 0.30 % cannot be excluded (95 %).',
    ]);
    assert.deepEqual(withId('M-LEAK', sentences([100], counting([299]))), [
      'No request went anywhere else. With 299 requests a leak up to 1.0 % cannot be excluded (95 %).',
    ]);
    assert.deepEqual(withId('M-LEAK', sentences([80, 20], counting([803, 197]))), []);
    const tally = counting([905, 94], { labels: [labelled('x', 1)], failures: [failed('timeout', 0)] });
    assert.deepEqual(withId('M-LEAK', sentences([90, 10, 0], tally, { allowUnknown: true })), []);
  });
});
