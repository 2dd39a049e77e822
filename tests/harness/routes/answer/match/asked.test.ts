import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { saidBy } from '../../../../../harness/routes/answer/match/asked.ts';
import { probe } from '../tables.ts';

describe('saidBy', () => {
  it('takes path and query apart, without a fragment', () => {
    const said = saidBy(probe({ path: '/a/b?x=1&x=2&y&z=a=b#top' }));
    assert.equal(said.path, '/a/b');
    assert.equal(said.search, '?x=1&x=2&y&z=a=b');
    assert.deepEqual(
      [...said.query],
      [
        ['x', '1'],
        ['y', ''],
        ['z', 'a=b'],
      ],
    );
  });

  it('joins repeated headers and forgets their letter case', () => {
    const said = saidBy(
      probe({
        headers: [
          ['X-A', '1'],
          ['x-a', '2'],
          ['__proto__', 'p'],
        ],
      }),
    );
    assert.equal(said.headers.get('x-a'), '1,2');
    assert.equal(said.headers.get('__proto__'), 'p');
  });

  it('lets a Host header say the host', () => {
    assert.equal(saidBy(probe({ host: '10.0.0.1', headers: [['Host', 'Shop.example.com:8080']] })).host, 'shop.example.com');
    assert.equal(saidBy(probe({ host: null })).host, null);
    assert.equal(saidBy(probe({ host: '' })).host, null);
  });

  it('resolves dots as a gateway does before it looks at rules, and leaves other paths alone', () => {
    assert.equal(saidBy(probe({ path: '/a/../b/./c' })).path, '/b/c');
    assert.equal(saidBy(probe({ path: '/a/%2e%2e/b' })).path, '/b');
    assert.equal(saidBy(probe({ path: '/a//b' })).path, '/a//b');
    assert.equal(saidBy(probe({ path: '/a%20b/.c' })).path, '/a%20b/.c');
    assert.equal(saidBy(probe({ path: 'a' })).path, '/a');
  });

  it('knows that gRPC is a POST', () => {
    assert.equal(saidBy(probe({ protocol: 'grpc' })).method, 'POST');
    assert.equal(saidBy(probe({ method: 'put' })).method, 'PUT');
  });
});
