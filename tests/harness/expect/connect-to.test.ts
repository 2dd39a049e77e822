import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { connectAddress, parseConnectTo } from '../../../harness/expect/connect-to.ts';
import { parseTarget } from '../../../harness/expect/target.ts';

const none = { host: null, port: null, toHost: null, toPort: null };

describe('parseConnectTo', () => {
  for (const [text, parts] of [
    ['shop.example:80:127.0.0.1:8080', { host: 'shop.example', port: 80, toHost: '127.0.0.1', toPort: 8080 }],
    ['::127.0.0.1:8080', { ...none, toHost: '127.0.0.1', toPort: 8080 }],
    ['shop.example::other:', { ...none, host: 'shop.example', toHost: 'other' }],
    [':443::8443', { ...none, port: 443, toPort: 8443 }],
    ['[2001:DB8::1]:80:[::1]:8080', { host: '2001:db8::1', port: 80, toHost: '::1', toPort: 8080 }],
    ['[0:0:0:0:0:0:0:1]:80:LOCALHOST:1', { host: '::1', port: 80, toHost: 'localhost', toPort: 1 }],
    ['bücher.example:80:h:1', { host: 'xn--bcher-kva.example', port: 80, toHost: 'h', toPort: 1 }],
  ] as const)
    it(`reads ${text}`, () => assert.deepEqual(parseConnectTo(text), parts));

  for (const [text, message] of [
    ['', /not four parts/],
    ['shop.example:80', /not four parts/],
    ['shop.example:80:127.0.0.1', /not four parts/],
    ['a:1:b:2:c', /not four parts/],
    ['::1:80:127.0.0.1:8080', /not four parts; write HOST:PORT:ADDRESS:PORT .* IPv6 in brackets/],
    [':::', /does not say where to/],
    ['shop.example:80::', /does not say where to/],
    ['shop.example:0:h:1', /"0" is not a port/],
    ['shop.example:80:h:65536', /"65536" is not a port/],
    ['shop.example:http:h:1', /"http" is not a port/],
    ['a b:80:h:1', /"a b" is not a host name/],
    ['[::zz]:80:h:1', /is not a host name or address/],
    ['h:1:user@h:1', /is not a host name/],
    ['\u001b[2J:80:h:1', /not four parts|not a host/],
  ] as const)
    it(`refuses ${JSON.stringify(text)} with the fix`, () =>
      assert.throws(
        () => parseConnectTo(text),
        (error: Error) => {
          assert.ok(error instanceof RangeError);
          assert.match(error.message, /^--connect-to "\P{Cc}*": \P{Cc}+; \P{Cc}+$/u);
          assert.match(error.message, message);
          return true;
        },
      ));

  it('reads or refuses anything, and says which', () => {
    const part = fc.oneof(fc.constantFrom('', 'h', '80', '[::1]', '127.0.0.1', '99999'), fc.string({ maxLength: 8 }));
    fc.assert(
      fc.property(fc.array(part, { maxLength: 6 }), (parts) => {
        try {
          const { port, toPort } = parseConnectTo(parts.join(':'));
          for (const number of [port, toPort]) assert.ok(number === null || (number >= 1 && number <= 65_535));
        } catch (error) {
          assert.ok(error instanceof RangeError, String(error));
        }
      }),
    );
  });
});

describe('connectAddress', () => {
  const entries = ['shop.example:80:127.0.0.1:8080', 'shop.example::127.0.0.2:', ':9000::9001'].map((text) =>
    parseConnectTo(text),
  );

  for (const [host, port, address] of [
    ['shop.example', 80, { host: '127.0.0.1', port: 8080 }],
    ['shop.example', 81, { host: '127.0.0.2', port: 81 }],
    ['other.example', 9000, { host: 'other.example', port: 9001 }],
    ['other.example', 80, null],
  ] as const)
    it(`takes the first entry that fits ${host}:${port}`, () => assert.deepEqual(connectAddress(entries, host, port), address));

  it('fits every target by its own host and port, however that is written', () => {
    for (const text of ['http://Shop.Example/', 'https://[::1]:8443/', 'tcp://10.0.0.1:9', 'http://bücher.example/x']) {
      const { host, port } = parseTarget(text);
      const written = /:\/\/(\[[^\]]*\]|[^/:]+)/.exec(text)?.[1] ?? '';
      assert.deepEqual(connectAddress([parseConnectTo(`${written}:${port}:to:1`)], host, port), { host: 'to', port: 1 }, text);
    }
  });
});
