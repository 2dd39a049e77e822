import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Client } from 'undici';
import { httpRequest } from '../../../harness/drive/http-request.ts';
import { unsendable } from '../../../harness/drive/unsendable.ts';
import type { Probe } from '../../../harness/model/probe.ts';
import { planFor } from './rehearsal.ts';

/** The reason why a probe with these changes cannot be sent. */
function reason(probe: Partial<Probe>, path = '/', scheme: 'tcp' | 'http' = 'http'): string | null {
  const plan = planFor({ scheme, port: 1, path }, {}, probe);
  return unsendable(plan.target, plan.probe);
}

const header = (name: string, value: string): Partial<Probe> => ({ headers: [[name, value]] });

test('ordinary probes can be sent', () => {
  for (const method of ['GET', 'HEAD', 'POST', 'DELETE', 'PURGE', 'get']) assert.equal(reason({ method }), null);
  assert.equal(
    reason({
      headers: [
        ['Host', 'a:1'],
        ['Cookie', 'a=b; c="d"'],
        ['X', ''],
        ['x', 'Zoë\t'],
      ],
    }),
    null,
  );
  assert.equal(reason(header('Connection', 'close')), null);
  assert.equal(reason({ ...header('Content-Length', '7'), body: 'größe' }), null);
  assert.equal(reason({}, '/a?b=%20'), null);
});

test('any payload can be sent over tcp', () => {
  assert.equal(reason({ payload: '\0\x1b', method: 'no method', headers: [['', '']] }, '', 'tcp'), null);
});

for (const [what, probe, path, words] of [
  ['a method with a blank', { method: 'GET /' }, '/', /method "GET \/"/],
  ['no method', { method: '' }, '/', /method ""/],
  ['a tunnel', { method: 'CONNECT' }, '/', /CONNECT/],
  ['a path without a slash', {}, 'a', /path "a"/],
  ['a path with a blank', {}, '/a b', /percent-encoded/],
  ['a path with a line break', {}, '/a\r\nX: y', /percent-encoded/],
  ['a header name with a blank', header('X Y', '1'), '/', /X Y: 1/],
  ['no header name', header('', '1'), '/', /name/],
  ['a header value with a line break', header('X', '1\r\nY: 2'), '/', /control character/],
  ['a header value with a NUL', header('X', '\0'), '/', /control character/],
  ['Transfer-Encoding', header('Transfer-Encoding', 'chunked'), '/', /remove it/],
  ['Expect', header('Expect', '100-continue'), '/', /remove it/],
  ['Upgrade', header('Upgrade', 'h2c'), '/', /remove it/],
  ['Connection with a header name', header('Connection', 'x-a'), '/', /close or keep-alive/],
  [
    'two Hosts',
    {
      headers: [
        ['Host', 'a'],
        ['host', 'b'],
      ],
    },
    '/',
    /twice/,
  ],
  ['a Host that is a URL', header('Host', 'http://a/'), '/', /not a host name/],
  ['a wrong Content-Length', { ...header('Content-Length', '3'), body: 'größe' }, '/', /length of the body/],
] as [string, Partial<Probe>, string, RegExp][]) {
  test(`${what} cannot be sent`, () => {
    const sentence = reason(probe, path);
    assert.match(sentence ?? '', words);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: no control character may get through
    assert.doesNotMatch(sentence ?? '', /[\x00-\x1f\x7f]/);
  });
}

test('what can be sent is never refused by undici', () => {
  const client = new Client('http://target', { connect: () => {} });
  const text = fc.string({
    unit: fc.oneof(fc.constantFrom(...'aZ-:, \t\r\n\0\x7fé世'), fc.string({ minLength: 1, maxLength: 1 })),
    maxLength: 8,
  });
  const names = fc.oneof(
    text,
    fc.constantFrom('Host', 'Connection', 'Content-Length', 'Keep-Alive', 'TE', 'Trailer', 'Expect', 'Cookie'),
  );
  const values = fc.oneof(text, fc.constantFrom('close', 'keep-alive', '0', '1', 'trailers', '[::1]:80'));
  const headers = fc.array(fc.tuple(names, values), { maxLength: 3 });
  const method = fc.oneof(text, fc.constantFrom('GET', 'POST', 'HEAD', 'CONNECT', 'OPTIONS'));
  fc.assert(
    fc.property(
      method,
      text.map((t) => `/${t}`),
      headers,
      fc.option(text),
      (method, path, headers, body) => {
        const plan = planFor({ scheme: 'http', port: 1, path }, {}, { method, headers, body });
        if (unsendable(plan.target, plan.probe) !== null) return;
        const refuse = (_controller: unknown, error: Error): never =>
          assert.fail(`${JSON.stringify(plan.probe)}: ${error.message}`);
        const handler = {
          onRequestStart() {},
          onResponseStart() {},
          onResponseData() {},
          onResponseEnd() {},
          onResponseError: refuse,
        };
        client.dispatch(httpRequest(plan).options, handler);
      },
    ),
    { seed: 6, numRuns: 2_000 },
  );
});
