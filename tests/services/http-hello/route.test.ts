import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readTarget } from '../../../services/http-hello/request-target.ts';
import { routeOf } from '../../../services/http-hello/route.ts';

const route = (path: string) => routeOf(readTarget(path));

test('the last segment that is not empty is the name', () => {
  for (const path of ['/hello/eric', '/hello/eric/', '/hello/a/eric?x=1', '//hello//eric']) {
    assert.deepEqual(route(path), { kind: 'hello', name: 'eric' }, path);
  }
  assert.deepEqual(route('/reviews/0'), { kind: 'other', name: '0' });
  assert.deepEqual(route('/productpage'), { kind: 'other', name: 'productpage' });
  assert.deepEqual(route('/helloworld'), { kind: 'other', name: 'helloworld' });
  assert.deepEqual(route('/status%2F503'), { kind: 'other', name: 'status/503' });
});

test('reserved paths', () => {
  assert.deepEqual(route('/'), { kind: 'identity' });
  assert.deepEqual(route('/?x=1'), { kind: 'identity' });
  for (const kind of ['headers', 'healthz', 'readyz', 'metrics']) assert.deepEqual(route(`/${kind}?x`), { kind });
  assert.deepEqual(route('/status/200'), { kind: 'status', code: 200 });
  assert.deepEqual(route('/status/599'), { kind: 'status', code: 599 });
  assert.deepEqual(route('/%73tatus/503'), { kind: 'status', code: 503 });
  assert.deepEqual(route('/delay/0'), { kind: 'delay', delayMs: 0, name: '0' });
  assert.deepEqual(route('/delay/60000'), { kind: 'delay', delayMs: 60_000, name: '60000' });
  assert.deepEqual(route('/flaky?fail=2'), { kind: 'flaky', query: 'fail=2' });
});

test('what makes no sense below a reserved prefix is unknown, with an example that works', () => {
  const paths = ['/hello', '/hello/', '//', '/status', '/status/', '/status/abc', '/status/100', '/status/199', '/status/600'];
  paths.push('/status/-1', '/status/2e2', '/status/200/', '/status/200/x', '/status/%20200', '/delay', '/delay/', '/delay/60001');
  paths.push(
    '/delay/1.5',
    '/delay/99999999999',
    '/delay/1/x',
    '/headers/',
    '/headers/x',
    '/healthz/x',
    '/readyz/',
    '/metrics/x',
    '/flaky/',
  );
  for (const path of paths) {
    const found = route(path);
    assert.equal(found.kind, 'unknown', path);
    const example = / try (\S+)$/.exec(found.kind === 'unknown' ? found.message : '')?.[1];
    assert.notEqual(route(example ?? '/hello').kind, 'unknown', path);
  }
});

test('names of object properties are ordinary names', () => {
  for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty']) {
    assert.deepEqual(route(`/${name}`), { kind: 'other', name });
  }
});
