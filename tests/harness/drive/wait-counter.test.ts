import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { WaitCounter } from '../../../harness/drive/wait-counter.ts';
import type { Scarce } from '../../../harness/model/openings.ts';

test('adds up what was waited for, each by itself', () => {
  const what = fc.constantFrom<Scarce[]>('port', 'handle', 'memory');
  fc.assert(
    fc.property(fc.array(fc.tuple(what, fc.nat(10_000))), (waits) => {
      const counter = new WaitCounter();
      for (const [scarce, waitedMs] of waits) counter.add(scarce, waitedMs);
      const record = counter.record();
      assert.equal(record.length, new Set(waits.map(([scarce]) => scarce)).size);
      for (const one of record) {
        const own = waits.filter(([scarce]) => scarce === one.what).map(([, waitedMs]) => waitedMs);
        assert.equal(one.requests, own.length);
        assert.equal(
          one.totalMs,
          own.reduce((a, b) => a + b, 0),
        );
        assert.equal(one.longestMs, Math.max(...own));
      }
    }),
  );
});
