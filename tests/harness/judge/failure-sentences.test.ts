import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { counting, failed, labelled } from './given.ts';
import { sentences, withId } from './sentences.ts';

describe('failure sentences', () => {
  it('name status, error, version and share', () => {
    const tally = counting([788], {
      labels: [labelled('v2', 200, { failing: 9, statuses: { 200: 191, 503: 7, 500: 2 } })],
      failures: [failed('timeout', 8), failed('status', 3, { status: 502 }), failed('unclassified', 1)],
    });
    assert.deepEqual(sentences([80, 20], tally), [
      'M-FAILURES FAIL. 21 of 1,000 requests failed (2.1 %, at most 0.1 % allowed): v2 answered 9 of 1,000 with status 503 and 500 and 12 got no version (8 timeout, 3 status 502 and 1 no version found in the answer).',
    ]);
  });

  it('name gRPC statuses by name and code', () => {
    const tally = counting([780], {
      labels: [labelled('v2', 200, { failing: 9, statuses: { 0: 191, 14: 7, 13: 2 } })],
      failures: [failed('status', 20, { status: 4 })],
    });
    assert.match(
      sentences([80, 20], tally)[0] ?? '',
      /v2 answered 9 of 1,000 with gRPC UNAVAILABLE \(14\) and INTERNAL \(13\) and 20 got no version \(20 gRPC DEADLINE_EXCEEDED \(4\)\)\./,
    );
  });

  it('name the suspect when the failing share is that of one version', () => {
    const tally = counting([950], { failures: [failed('status', 50, { status: 503 })] });
    assert.match(
      sentences([95, 5], tally)[0] ?? '',
      /The failing share matches the 5 % of v2, which is hardly answering: look there first\.$/,
    );
    assert.doesNotMatch(sentences([80, 20], tally)[0] ?? '', /matches/);
  });

  it('say that none is allowed when none is', () => {
    const tally = counting([800, 199], { failures: [failed('reset', 1)] });
    assert.match(sentences([80, 20], tally, { maxFailures: 0 })[0] ?? '', /1 of 1,000 requests failed \(0\.10 %, none allowed\)/);
  });

  it('never call a request that did not leave this machine a failure of the target', () => {
    const tally = counting([786, 196], {
      failures: [failed('local', 17, { example: 'no free local port' }), failed('reset', 1)],
    });
    assert.deepEqual(sentences([80, 20], tally), [
      'M-NOMEASURE INCONCLUSIVE. 18 of 1,000 requests failed, too many of them without having left this machine (17 local and 1 reset, for example: no free local port): the target is not to blame, and nobody knows what it would have answered.',
    ]);
  });

  it('tell why nothing could be measured', () => {
    const first = (tally: ReturnType<typeof counting>): string => sentences([80, 20], tally)[0] ?? '';
    const detail = 'connect ECONNREFUSED 127.0.0.1:9';
    assert.equal(
      first(counting([], { end: 'never-ready', endDetail: detail })),
      `M-NOMEASURE INCONCLUSIVE. The target never gave a first answer: ${detail}.`,
    );
    assert.equal(
      first(counting([], { failures: [failed('refused', 50, { example: detail })] })),
      `M-NOMEASURE INCONCLUSIVE. None of 50 requests was answered with a version (50 refused, for example: ${detail}).`,
    );
    assert.match(
      first(counting([], { failures: [failed('refused', 1)] })),
      /The only request was not answered with a version \(1 refused\)/,
    );
    assert.match(
      first(counting([70, 18], { failures: [failed('timeout', 12)] })),
      /12 of 100 requests \(12\.0 %\) ended without a version \(12 timeout\); above 10 %/,
    );
    assert.match(first(counting([80, 18], { failures: [failed('timeout', 2)], end: 'gave-up' })), /given up/);
    const gone = { end: 'lab-ended', endDetail: 'envoy ended with SIGKILL' };
    assert.equal(
      first(counting([80, 20], gone)),
      'M-NOMEASURE INCONCLUSIVE. The lab ended after 100 requests, in the middle of the run: envoy ended with SIGKILL.',
    );
    assert.match(first(counting([1, 0], { ...gone, endDetail: null })), /ended after 1 request, in the middle of the run\.$/);
  });

  it('print ignored requests without a version, and those that matter', () => {
    const ignored = sentences([80, 20], counting([8000, 2000], { failures: [failed('timeout', 1)] }));
    assert.deepEqual(withId('M-UNATTR', ignored), [
      '1 of 10,001 requests has no version (1 timeout); the verdict does not count them.',
    ]);
    const matter = sentences([80, 20], counting([803, 165], { failures: [failed('timeout', 30)] }), { maxFailures: 1 });
    assert.equal(
      matter[0],
      'M-UNATTR INCONCLUSIVE. 30 of 998 requests have no version (30 timeout); assigned differently they could change the verdict.',
    );
    assert.deepEqual(withId('M-UNATTR', sentences([80, 20], counting([803, 197]))), []);
  });
});
