import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Http2Berth } from '../../../harness/drive/http2-berth.ts';
import type { Http2Connection } from '../../../harness/drive/http2-connection.ts';

/** A berth whose connections only write down what is done with them. */
function rehearsedBerth() {
  const told: string[] = [];
  const opened: { isUsable: boolean }[] = [];
  const berth = new Http2Berth(() => {
    const number = opened.length;
    const one = {
      isUsable: true,
      retire: () => told.push(`retire ${number}`),
      close: () => told.push(`close ${number}`),
    };
    opened.push(one);
    return one as unknown as Http2Connection;
  });
  return { berth, told, opened };
}

const [anna, bert] = [{}, {}];

test('all users share one connection, which the last one closes', () => {
  const { berth, told, opened } = rehearsedBerth();
  assert.equal(berth.take(anna), berth.take(bert));
  assert.equal(berth.take(anna), berth.take(bert));
  assert.equal(opened.length, 1);
  berth.leave(anna);
  assert.deepEqual(told, []);
  berth.leave(bert);
  assert.deepEqual(told, ['close 0']);
  berth.leave(bert);
  berth.take(anna);
  assert.deepEqual([told.length, opened.length], [1, 2]);
});

test('one that cannot be used is followed by another, and ends with what is under way on it', () => {
  const { berth, told, opened } = rehearsedBerth();
  const first = berth.take(anna);
  opened[0]!.isUsable = false;
  const second = berth.take(bert);
  assert.notEqual(second, first);
  assert.deepEqual(told, ['retire 0']);
  // Somebody who comes late with bad news of the first must not lose the second.
  berth.giveUp(first);
  assert.equal(berth.take(anna), second);
  berth.giveUp(second);
  assert.notEqual(berth.take(anna), second);
  assert.deepEqual(told, ['retire 0', 'retire 0', 'retire 1']);
});
