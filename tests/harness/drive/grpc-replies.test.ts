import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { GrpcReplies, type ReplyKind, replyKindOf } from '../../../harness/drive/grpc-replies.ts';
import { framed, reply } from './grpc-frames.ts';

function read(kind: ReplyKind, ...messages: readonly Buffer[]) {
  const replies = new GrpcReplies(kind);
  for (const message of messages) replies.add(framed(message));
  return { first: replies.first.toString(), fault: replies.faultWhenOk(), isEmpty: replies.isEmpty };
}

describe('GrpcReplies', () => {
  it('are known of our own methods only', () => {
    assert.equal(replyKindOf('/weighbridge.hello.v1.Greeter/Hello'), 'hello');
    assert.equal(replyKindOf('/weighbridge.hello.v1.Greeter/HelloStream'), 'hello-stream');
    assert.equal(replyKindOf('/weighbridge.hello.v1.Greeter/hello'), 'foreign');
  });

  it('of a call are exactly one', () => {
    assert.deepEqual(read('hello', reply('Hello a')), { first: 'Hello a', fault: null, isEmpty: false });
    assert.deepEqual(read('hello'), { first: '', fault: 'no reply came to a call that has one', isEmpty: true });
    assert.equal(read('hello', reply('a'), reply('a')).fault, '2 replies came to a call that has one');
  });

  it('of a stream are any number of the same', () => {
    assert.deepEqual(read('hello-stream'), { first: '', fault: null, isEmpty: true });
    assert.deepEqual(read('hello-stream', reply('a'), reply('a'), reply('a')), { first: 'a', fault: null, isEmpty: false });
    const spliced = read('hello-stream', reply('Hello a(1)'), reply('Hello a(1)'), reply('Bonjour a(2)'), reply('x'));
    assert.equal(spliced.fault, 'the replies of one stream differ: "Hello a(1)" and "Bonjour a(2)"');
    const long = read('hello-stream', reply('\n"'.repeat(60)), reply('\u202e'.repeat(40))).fault ?? '';
    assert.ok(long.length <= 200 && !/\p{Cc}|\p{Cf}/u.test(long), long);
  });

  it('of another method are not looked into', () => {
    assert.deepEqual(read('foreign', Buffer.from([255, 0]), Buffer.from('b')), {
      first: Buffer.from([255, 0]).toString(),
      fault: null,
      isEmpty: false,
    });
    assert.deepEqual(read('foreign'), { first: '', fault: null, isEmpty: true });
    assert.deepEqual(read('foreign', Buffer.alloc(0)), { first: '', fault: null, isEmpty: false });
  });

  it('must be what they are said to be, and whole', () => {
    assert.equal(read('hello', Buffer.from([0x0a, 9])).fault, 'a reply is no HelloReply');
    assert.equal(read('hello-stream', reply('a'), Buffer.from([0x0a, 1, 0xff])).fault, 'a reply is no HelloReply');
    const replies = new GrpcReplies('hello');
    replies.add(framed(reply('Hello')).subarray(0, 8));
    assert.equal(replies.faultWhenOk(), 'the answer ended within a reply');
    assert.equal(replies.isEmpty, false);
  });
});
