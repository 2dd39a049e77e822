import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { watchInterrupt } from '../../../harness/cli/interrupt.ts';
import { fakeHost } from '../../cli/command.ts';

describe('watchInterrupt', () => {
  for (const [first, code] of [
    ['SIGINT', 130],
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
    assert.deepEqual([events.listenerCount('SIGINT'), events.listenerCount('SIGTERM')], [0, 0]);
  });
});
