import type { LiveView } from '../../../harness/report/live-view.ts';

/** A run of 10,000 requests, 80 : 20, nearly half done. */
export const viewFor = (changes: Partial<LiveView> = {}): LiveView => ({
  gate: null,
  target: 'http://127.0.0.1:8080/',
  phase: 'counting',
  elapsedMs: 1200,
  readyTimeoutMs: 10_000,
  warmupRequests: 0,
  warmed: null,
  answered: 4800,
  failed: 0,
  underWay: 32,
  requests: 10_000,
  mayStopEarly: false,
  durationMs: null,
  perSecond: 4012,
  leftMs: 1296,
  versions: [
    { name: 'one', expected: 0.8, share: 0.803, band: { lo: 0.781, hi: 0.823 } },
    { name: 'two', expected: 0.2, share: 0.197, band: { lo: 0.177, hi: 0.219 } },
  ],
  moreVersions: 0,
  strangers: { names: 0, answers: 0, share: 0 },
  confidence: 0.99,
  evidence: null,
  ...changes,
});

/** A label that tries to act on a terminal, and is long. */
export const HOSTILE = `\u001b[2J\u202e\r\n${'日'.repeat(500_000)}`;
