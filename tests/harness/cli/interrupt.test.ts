import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { watchInterrupt } from '../../../harness/cli/interrupt.ts';
import { fakeHost } from '../../cli/command.ts';

describe('watchInterrupt', () => {
  for (const [first, code] of [
    ['SIGHUP', 129],
    ['SIGINT', 130],
    ['SIGQUIT', 131],
    ['SIGTERM', 143],
  ] as const)
    it(`${first} asks to stop, any second signal ends at once`, () => {
      const { host, events, exits, stderr } = fakeHost([]);
      const interrupt = watchInterrupt(host);
      assert.deepEqual([interrupt.signal.aborted, interrupt.exitCode()], [false, null]);
      events.emit(first);
      assert.deepEqual([interrupt.signal.aborted, interrupt.exitCode(), exits], [true, code, []]);
      assert.match(stderr.text, /once more to stop at once/);
      events.emit('SIGTERM');
      assert.deepEqual([exits, interrupt.exitCode()], [[143], code]);
    });

  it('listens to nothing after it is released', () => {
    const { host, events } = fakeHost([]);
    watchInterrupt(host).release();
    assert.deepEqual(events.eventNames(), []);
  });

  it('takes the second word of a terminal that is closed for what the first one was', () => {
    const { host, events, exits } = fakeHost([]);
    const interrupt = watchInterrupt(host);
    events.emit('SIGHUP');
    events.emit('SIGHUP');
    assert.deepEqual([exits, interrupt.exitCode()], [[], 129]);
    events.emit('SIGINT');
    assert.deepEqual([exits, interrupt.exitCode()], [[130], 129]);
  });
});
