import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { stripVTControlCharacters } from 'node:util';
import type { LiveRun } from '../../../harness/cli/live-run.ts';
import { showProgress } from '../../../harness/cli/progress.ts';
import { assertHarmless, fakeHost } from '../../cli/command.ts';
import { counting, runFor } from './live-run-for.ts';

/** A display with a clock that only `wait` moves. */
async function showing(
  t: TestContext,
  run: LiveRun,
  { isTTY = false, columns = 80, env = {} }: { isTTY?: boolean; columns?: number; env?: Record<string, string> } = {},
) {
  t.mock.timers.enable({ apis: ['setInterval'] });
  const { host, stderr, stdout } = fakeHost([], { env });
  Object.assign(stderr, { isTTY, columns, rows: 24 });
  let nowMs = 0;
  const progress = await showProgress(host, run, () => nowMs);
  const wait = (ms: number): void => {
    for (const endMs = nowMs + ms; nowMs < endMs; ) {
      nowMs += 100;
      t.mock.timers.tick(100);
    }
  };
  return { host, stderr, stdout, progress, wait };
}

describe('progress in a log', () => {
  it('is one plain line per second, with the rate and the shares so far', async (t) => {
    const counters = counting();
    const counts = new Map<string, number>();
    const { stderr, stdout, wait, progress } = await showing(t, runFor({ counters, counts: () => counts }));
    wait(900);
    assert.match(stderr.text, /^$/, 'nothing for a run that ends within the first second');
    Object.assign(counters, { answered: 1200, failed: 3 });
    counts.set('one', 960).set('two', 240);
    wait(100);
    assert.equal(stderr.text, 'weighing: 1,200 of 5,000 answers, 1,337/s, 3 failed, one 80.0 %, two 20.0 %\n');
    wait(3000);
    assert.equal(stderr.text.split('\n').length - 1, 4);
    progress.stop();
    const after = stderr.text;
    wait(5000);
    assert.equal(stderr.text, after);
    assertHarmless(stderr.text);
    assert.equal(stdout.text, '');
  });

  it('is the same with CI set, terminal or not', async (t) => {
    const { stderr, wait } = await showing(t, runFor(), { isTTY: true, env: { CI: 'true' } });
    wait(1000);
    assert.equal(stderr.text, 'weighing: 0 of 5,000 answers, 0.0/s\n');
  });

  it('does not catch up with lines after the process stood still', async (t) => {
    t.mock.timers.enable({ apis: ['setInterval'] });
    const { host, stderr } = fakeHost([]);
    let nowMs = 0;
    await showProgress(host, runFor(), () => nowMs);
    for (nowMs = 60_000; nowMs <= 62_000; nowMs += 100) t.mock.timers.tick(100);
    assert.equal(stderr.text.split('\n').length - 1, 3);
  });

  for (const [phase, line] of [
    ['waiting', 'waiting for the first answer of tcp://127.0.0.1:9 (1 s of 2 s)\n'],
    ['warming', 'warming up: 0 requests\n'],
  ] as const)
    it(`tells of ${phase}`, async (t) => {
      const { stderr, wait } = await showing(t, runFor({ counters: counting({ phase }) }));
      wait(1000);
      assert.equal(stderr.text, line);
    });
});

describe('progress on a terminal', () => {
  it('is a block that is drawn over itself and wiped at the end', async (t) => {
    const counters = counting();
    const { stderr, stdout, wait, progress } = await showing(t, runFor({ counters }), { isTTY: true });
    wait(100);
    assert.match(stripVTControlCharacters(stderr.text), /^weighing tcp:\/\/127\.0\.0\.1:9\n/);
    counters.answered = 42;
    wait(100);
    assert.match(stripVTControlCharacters(stderr.text), /42 of 5,000 answers/);
    assert.ok(!stderr.text.includes('\u001b[?25'), 'the cursor is left alone');
    progress.stop();
    progress.stop();
    const after = stderr.text;
    wait(1000);
    stderr.write('said later\n');
    assert.equal(stderr.text, `${after}said later\n`);
    assert.equal(stdout.text, '');
  });

  it('wipes itself and is silent as soon as the run is being stopped', async (t) => {
    const interrupt = new AbortController();
    const { stderr, wait } = await showing(t, runFor({ signal: interrupt.signal }), { isTTY: true });
    wait(300);
    interrupt.abort();
    const after = stderr.text;
    wait(1000);
    assert.equal(stderr.text, after);
  });

  it('shows nothing of a run that is stopped already', async (t) => {
    const { stderr, wait } = await showing(t, runFor({ signal: AbortSignal.abort() }), { isTTY: true });
    wait(1000);
    assert.equal(stderr.text, '');
  });

  for (const [costMs, fewest, most] of [
    [0, 95, 101],
    [5, 15, 21],
    [300, 5, 11],
  ] as const)
    it(`is drawn less often when a look takes ${costMs} ms`, async (t) => {
      t.mock.timers.enable({ apis: ['setInterval'] });
      const { host, stderr } = fakeHost([]);
      Object.assign(stderr, { isTTY: true });
      let nowMs = 0;
      let looks = 0;
      const counts = () => {
        looks += 1;
        nowMs += costMs;
        return new Map();
      };
      await showProgress(host, runFor({ counts }), () => nowMs);
      while (nowMs < 10_000) {
        nowMs += 100;
        t.mock.timers.tick(100);
      }
      assert.ok(looks >= fewest && looks <= most, `${looks} looks in 10 s`);
    });

  for (const isTTY of [true, false])
    it(`ends with a word when it cannot go on, and the run does; ${isTTY ? 'terminal' : 'log'}`, async (t) => {
      const broken = () => {
        throw new Error('no counts');
      };
      const { stderr, wait, progress } = await showing(t, runFor({ counts: broken }), { isTTY });
      wait(5000);
      progress.stop();
      assert.equal(stderr.text, 'weighbridge: no more progress is shown (no counts); the run goes on\n');
    });
});
