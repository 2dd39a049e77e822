import assert from 'node:assert/strict';
import { it } from 'node:test';
import { rejectGrpcBody } from '../../../harness/cli/grpc-body.ts';
import { parseTarget } from '../../../harness/expect/target.ts';

const reject = (target: string, body?: string) => () => rejectGrpcBody(parseTarget(target), body);

it('takes any body for HTTP, and none for any method', () => {
  assert.doesNotThrow(reject('http://h', 'x'));
  for (const target of ['grpc://h:1', 'grpcs://h/a.B/C']) assert.doesNotThrow(reject(target));
  assert.doesNotThrow(reject('grpc://h:1/weighbridge.hello.v1.Greeter/HelloStream', '{"replies":3}'));
});

it('refuses with the flag, the value and the fix', () => {
  assert.throws(reject('grpc://h:1/a.B/C', '{}'), {
    name: 'UsageError',
    message: /^--body "\{\}": grpc:\/\/h:1\/a\.B\/C is called with an empty message, .*; leave --body out, or call \/weighbridge/,
  });
  assert.throws(reject('grpcs://h', 'name=\u001b[2J'), {
    name: 'UsageError',
    message: /^--body "name=\\u001b\[2J": this is not JSON; write the fields of HelloRequest/,
  });
});
