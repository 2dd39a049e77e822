import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import fc from 'fast-check';
import type { Lack } from '../../../harness/drive/lack.ts';
import { type Waiter, WaitingLine } from '../../../harness/drive/waiting-line.ts';

const LACK: Lack = { what: 'port', code: 'EADDRNOTAVAIL', address: '127.0.0.1' };
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A line on a clock that stands still until it is moved, and waiters that note when they went. */
function lineOn({ mock }: TestContext) {
  mock.timers.enable({ apis: ['setTimeout'] });
  let clockMs = 0;
  const line = new WaitingLine(() => clockMs);
  const went: string[] = [];
  return {
    line,
    went,
    /** `onGo`: what becomes of it, a turn of the event loop at most after it went. */
    waiter: (name: string, onGo: (waiter: Waiter) => void = () => {}): Waiter => {
      const waiter: Waiter = {
        goAhead: () => {
          went.push(name);
          queueMicrotask(() => onGo(waiter));
        },
      };
      return waiter;
    },
    pass: async (timeMs: number): Promise<void> => {
      clockMs += timeMs;
      mock.timers.tick(timeMs);
      await turn();
    },
  };
}

describe('WaitingLine', () => {
  it('has no lack while nobody waits', (t) => {
    const { line, waiter } = lineOn(t);
    assert.equal(line.lack, null);
    line.passed(waiter('a'));
    assert.equal(line.drop(waiter('a')), null);
    assert.equal(line.waitedMs(waiter('a')), 0);
    assert.deepEqual(line.record(), []);
  });

  it('lets the first come go first, one after the other as long as none finds nothing', async (t) => {
    const { line, went, waiter, pass } = lineOn(t);
    line.keep(waiter('a'), LACK);
    assert.equal(line.lack, LACK);
    line.join(waiter('b'));
    line.join(waiter('c'));
    await pass(1);
    assert.equal(went[0], 'a');
    while (went.length < 3) await turn();
    assert.deepEqual(went, ['a', 'b', 'c']);
    assert.equal(line.lack, null);
  });

  it('sends only the first to look again, at pauses that grow up to 50 ms', async (t) => {
    const { line, went, waiter, pass } = lineOn(t);
    line.keep(
      waiter('a', (self) => line.keep(self, LACK)),
      LACK,
    );
    line.join(waiter('b'));
    const atMs: number[] = [];
    for (let ms = 1; ms <= 300; ms++) {
      const before = went.length;
      await pass(1);
      if (went.length > before) atMs.push(ms);
    }
    assert.deepEqual(new Set(went), new Set(['a']));
    const pauses = atMs.map((ms, i) => ms - (atMs[i - 1] ?? 0));
    assert.deepEqual(pauses.slice(0, 8), [1, 2, 4, 8, 16, 32, 50, 50]);
  });

  it('gives what an ended connection leaves to the first at once, whatever the pause', async (t) => {
    const { line, went, waiter } = lineOn(t);
    line.keep(waiter('a'), LACK);
    line.join(waiter('b'));
    line.join(waiter('c'));
    line.passed(waiter('one of those that have a connection'));
    line.passed(waiter('another'));
    assert.deepEqual(went, [], 'not before the connection is closed');
    await turn();
    assert.deepEqual(went, ['a', 'b']);
  });

  it('keeps the place of one that went in vain', async (t) => {
    const { line, went, waiter, pass } = lineOn(t);
    let isFree = false;
    line.keep(
      waiter('a', (self) => !isFree && line.keep(self, LACK)),
      LACK,
    );
    line.join(waiter('b'));
    line.passed(waiter('somebody'));
    await turn();
    isFree = true;
    await pass(50);
    while (went.length < 3) await turn();
    assert.deepEqual(went, ['a', 'a', 'b']);
  });

  it('counts the time until a request went for good, once, and not that of one that gave up', async (t) => {
    const { line, waiter, pass } = lineOn(t);
    const [a, b, c] = [waiter('a', (self) => line.keep(self, LACK)), waiter('b'), waiter('c')];
    line.keep(a, LACK);
    line.join(b);
    line.join(c);
    await pass(1);
    await pass(9);
    assert.equal(line.waitedMs(a), 10);
    assert.equal(line.drop(a), LACK);
    assert.equal(line.drop(a), null);
    line.passed(waiter('somebody'));
    await turn();
    await pass(5);
    line.passed(b);
    line.passed(b);
    assert.deepEqual(line.record(), [{ what: 'port', requests: 1, totalMs: 10, longestMs: 10 }]);
  });

  it('leaves no timer behind when the last one has gone', async (t) => {
    const { line, went, waiter, pass } = lineOn(t);
    const a = waiter('a');
    line.keep(a, LACK);
    line.drop(a);
    await pass(1_000);
    assert.deepEqual(went, []);
    assert.equal(line.lack, null);
  });

  it('serves everybody, in order, over any number of places', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 8 }), async (requests, places) => {
        const line = new WaitingLine();
        const served: number[] = [];
        let free = places;
        const waiters = Array.from({ length: requests }, (_, i): Waiter => {
          const self: Waiter = {
            goAhead() {
              if (free === 0) {
                line.keep(self, LACK);
                return;
              }
              free--;
              served.push(i);
              setImmediate(() => {
                free++;
                line.passed(self);
              });
            },
          };
          return self;
        });
        for (const waiter of waiters) line.lack === null ? waiter.goAhead() : line.join(waiter);
        while (served.length < requests) await new Promise((resolve) => setTimeout(resolve, 1));
        assert.deepEqual(
          served,
          waiters.map((_, i) => i),
        );
        assert.equal(line.lack, null);
      }),
      { numRuns: 20 },
    );
  });
});
