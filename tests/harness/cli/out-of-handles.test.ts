import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { handlesMessage } from '../../../harness/cli/out-of-handles.ts';

describe('handlesMessage', () => {
  it('knows the words of the system, of the loader and of threads', () => {
    for (const words of [
      "EMFILE: too many open files, open 'x.ts'",
      'Cannot read package config /x/package.json: too many open files.',
      'Worker initialization failure: EMFILE',
      'spawn /bin/sh EMFILE',
      'ENFILE: file table overflow, open',
    ]) {
      const message = handlesMessage(new Error(words));
      assert.ok(message?.includes(words) && message.includes('ulimit -n'), words);
    }
  });

  it('leaves every other error alone', () => {
    for (const error of [new Error('EMFILES'), new Error('connect ECONNREFUSED'), null, undefined, 5])
      assert.equal(handlesMessage(error), null);
  });
});
