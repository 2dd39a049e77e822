import assert from 'node:assert/strict';
import { test } from 'node:test';
import { refusalOf } from '../../../services/http-hello/request-refusal.ts';

const of = (method: string, url: string, hosts: string[] = ['x'], httpVersion = '1.1', rawHeaders: string[] = []) =>
  refusalOf({ method, url, httpVersion, headersDistinct: hosts.length > 0 ? { host: hosts } : {}, rawHeaders });

test('GET and HEAD pass, other methods get 405 with Allow', () => {
  assert.equal(of('GET', '/'), null);
  assert.equal(of('HEAD', '/'), null);
  const refused = of('DELETE', '/');
  assert.deepEqual([refused?.status, refused?.headers.allow], [405, 'GET, HEAD']);
});

test('limits are exact', () => {
  assert.equal(of('GET', `/${'x'.repeat(2_047)}`), null);
  assert.equal(of('GET', `/${'x'.repeat(2_048)}`)?.status, 414);
  const tiny = (count: number) => Array.from({ length: count }, () => ['x', 'y']).flat();
  assert.equal(of('GET', '/', ['x'], '1.1', tiny(2_730)), null);
  assert.equal(of('GET', '/', ['x'], '1.1', tiny(2_731))?.status, 431);
});

test('HTTP/1.1 needs exactly one Host', () => {
  assert.equal(of('GET', '/', [])?.status, 400);
  assert.equal(of('GET', '/', ['a', 'b'])?.status, 400);
  assert.equal(of('GET', '/', [], '1.0'), null);
});
