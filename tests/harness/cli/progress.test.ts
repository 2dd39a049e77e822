import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { showProgress } from '../../../harness/cli/progress.ts';
import { fakeHost } from '../../cli/command.ts';

const COUNTING = { phase: 'counting', sent: 1300, answered: 1234, failed: 0 } as const;

describe('showProgress', () => {
  for (const [what, env, isTTY, period, expected] of [
    ['a log gets a line per second', {}, false, 1000, 'weighing: 1,234 of 5,000 answers\n'],
    ['CI gets the same, terminal or not', { CI: 'true' }, true, 1000, 'weighing: 1,234 of 5,000 answers\n'],
    ['a terminal gets one line that rewrites itself', {}, true, 100, '\r\u001b[2Kweighing: 1,234 of 5,000 answers'],
  ] as const)
    it(what, (t) => {
      t.mock.timers.enable({ apis: ['setInterval'] });
      const { host, stderr, stdout } = fakeHost([], { env });
      Object.assign(stderr, { isTTY });
      const progress = showProgress(host, COUNTING, 5000);
      t.mock.timers.tick(period);
      assert.equal(stderr.text, expected);
      progress.stop();
      const after = stderr.text;
      t.mock.timers.tick(10 * period);
      assert.equal(stderr.text, after);
      assert.equal(after.endsWith('\r\u001b[2K'), expected.startsWith('\r'), 'a terminal line is wiped');
      assert.equal(stdout.text, '');
    });

  for (const [counters, requests, line] of [
    [{ ...COUNTING, phase: 'waiting' }, 5, 'waiting for the first answer\n'],
    [{ ...COUNTING, phase: 'warming' }, 5, 'warming up\n'],
    [{ ...COUNTING, failed: 1001 }, Number.MAX_SAFE_INTEGER, 'weighing: 1,234 answers, 1,001 failed\n'],
  ] as const)
    it(`says ${line.trim()}`, (t) => {
      t.mock.timers.enable({ apis: ['setInterval'] });
      const { host, stderr } = fakeHost([]);
      const progress = showProgress(host, counters, requests);
      t.mock.timers.tick(1000);
      assert.equal(stderr.text, line);
      progress.stop();
    });
});
