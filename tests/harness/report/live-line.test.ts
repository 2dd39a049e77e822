import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { liveLine } from '../../../harness/report/live-line.ts';
import { HOSTILE, viewFor } from './live-view-for.ts';

const version = (name: string) => ({ name, expected: null, share: 0.1, band: null });

describe('a run in a log', () => {
  for (const [view, line] of [
    [viewFor(), 'weighing: 4,800 of 10,000 answers, 4,012/s, one 80.3 %, two 19.7 %'],
    [viewFor({ versions: [], perSecond: null }), 'weighing: 4,800 of 10,000 answers'],
    [viewFor({ versions: [], requests: null, failed: 1001, perSecond: 2.34 }), 'weighing: 4,800 answers, 2.3/s, 1,001 failed'],
    [
      viewFor({ versions: [{ ...version('x'), share: null }], mayStopEarly: true }),
      'weighing: 4,800 of at most 10,000 answers, 4,012/s',
    ],
    [
      viewFor({ versions: 'abcdefghijkl'.split('').map(version), moreVersions: 48 }),
      'weighing: 4,800 of 10,000 answers, 4,012/s, a 10.0 %, b 10.0 %, c 10.0 %, d 10.0 %, e 10.0 %, f 10.0 %, 54 more',
    ],
    [
      viewFor({ strangers: { names: 2, answers: 3, share: 0.0012 }, evidence: { lnE: -0.456, p: 1, log10P: 0 } }),
      'weighing: 4,800 of 10,000 answers, 4,012/s, one 80.3 %, two 19.7 %, strangers 0.12 %, ln E -0.5',
    ],
    [
      viewFor({ versions: [version(HOSTILE)] }),
      'weighing: 4,800 of 10,000 answers, 4,012/s, \\u{1b}[2J\\u{202e}\\u{d}\\u{a}… 10.0 %',
    ],
    [
      viewFor({ phase: 'waiting', elapsedMs: 61_000, readyTimeoutMs: 600_000 }),
      'waiting for the first answer of http://127.0.0.1:8080/ (1 min 1 s of 10 min 0 s)',
    ],
    [viewFor({ phase: 'waiting', readyTimeoutMs: 0 }), 'starting to weigh http://127.0.0.1:8080/'],
    [viewFor({ phase: 'warming', warmupRequests: 1000, warmed: 120 }), 'warming up: 120 of 1,000'],
    [viewFor({ phase: 'warming', warmupRequests: 1000 }), 'warming up: 1,000 requests'],
  ] as const)
    it(line, () => assert.equal(liveLine(view), line));
});
