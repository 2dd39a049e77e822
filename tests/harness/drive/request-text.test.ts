import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { httpRequest } from '../../../harness/drive/http-request.ts';
import { requestText } from '../../../harness/drive/request-text.ts';
import { unsendable } from '../../../harness/drive/unsendable.ts';
import { planFor } from './rehearsal.ts';
import { exchangeByUndici, type Reply } from './wire.ts';

const ANSWER: Reply = { pieces: [Buffer.from('HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n')], ending: 'open' };

const probes = fc.record({
  method: fc.constantFrom('GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'QUERY', 'PROPFIND', 'PROPPATCH', 'ODD'),
  headers: fc.uniqueArray(
    fc.tuple(
      fc.constantFrom('Host', 'X-One', 'x-two', 'Content-Type', 'Connection', 'ACCEPT', 'Content-Length', 'Cookie'),
      fc.constantFrom('a', 'close', 'Zoë', '', '0', '5', 'a, b\tc'),
    ),
    { maxLength: 5, selector: ([name]) => name },
  ),
  body: fc.constantFrom(null, '', 'hello', 'größe'),
});

test('a request is byte for byte what undici would send', async () => {
  await fc.assert(
    fc.asyncProperty(probes, fc.constantFrom('/', '/a?b=%20ö'), fc.boolean(), async (probe, path, freshConnections) => {
      const plan = planFor({ scheme: 'http', port: 81, path }, { freshConnections }, probe);
      fc.pre(unsendable(plan.target, plan.probe) === null);
      const { sent } = await exchangeByUndici(plan, [ANSWER]);
      assert.equal(requestText(httpRequest(plan)).of(null), sent);
    }),
    { numRuns: 300 },
  );
});

test('an id is one more header, behind those of the probe', () => {
  const plan = planFor({ scheme: 'http', port: 80 }, {}, { method: 'POST', headers: [['X', '1']], body: 'hi' });
  assert.equal(
    requestText(httpRequest(plan)).of('run-7'),
    'POST / HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: keep-alive\r\nX: 1\r\nx-weighbridge-id: run-7\r\ncontent-length: 2\r\n\r\nhi',
  );
});
