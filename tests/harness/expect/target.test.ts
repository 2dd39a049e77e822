import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { parseAsked, parseTarget } from '../../../harness/expect/target.ts';

fc.configureGlobal({ seed: 20260131 });

const HELLO = '/weighbridge.hello.v1.Greeter/Hello';

describe('parseTarget', () => {
  for (const [text, scheme, host, port, path, canonical] of [
    ['tcp://localhost:31400', 'tcp', 'localhost', 31400, '', 'tcp://localhost:31400'],
    ['tcp://LOCALHOST:80', 'tcp', 'localhost', 80, '', 'tcp://localhost:80'],
    ['TCP://[::1]:9000', 'tcp', '::1', 9000, '', 'tcp://[::1]:9000'],
    ['tcp://[2001:DB8:0:0::1]:1', 'tcp', '2001:db8::1', 1, '', 'tcp://[2001:db8::1]:1'],
    ['http://example.test', 'http', 'example.test', 80, '/', 'http://example.test'],
    ['https://example.test/', 'https', 'example.test', 443, '/', 'https://example.test'],
    ['https://example.test:443/a', 'https', 'example.test', 443, '/a', 'https://example.test/a'],
    ['http://h:443', 'http', 'h', 443, '/', 'http://h:443'],
    [
      'http://127.0.0.1:8001/hello/eric?x=1&y=%20',
      'http',
      '127.0.0.1',
      8001,
      '/hello/eric?x=1&y=%20',
      'http://127.0.0.1:8001/hello/eric?x=1&y=%20',
    ],
    ['http://h?q=a/b', 'http', 'h', 80, '/?q=a/b', 'http://h/?q=a/b'],
    ['http://h/a@b', 'http', 'h', 80, '/a@b', 'http://h/a@b'],
    ['http://bücher.example/ü', 'http', 'xn--bcher-kva.example', 80, '/%C3%BC', 'http://xn--bcher-kva.example/%C3%BC'],
    ['grpc://localhost:50051', 'grpc', 'localhost', 50051, HELLO, 'grpc://localhost:50051'],
    ['grpc://localhost:443/', 'grpc', 'localhost', 443, HELLO, 'grpc://localhost:443'],
    [`grpc://[::1]:80${HELLO}`, 'grpc', '::1', 80, HELLO, 'grpc://[::1]:80'],
    [`grpc://h:1${HELLO}Stream`, 'grpc', 'h', 1, `${HELLO}Stream`, `grpc://h:1${HELLO}Stream`],
    ['GRPCS://Shop.example/a.B/C', 'grpcs', 'shop.example', 443, '/a.B/C', 'grpcs://shop.example/a.B/C'],
    ['grpcs://h:443', 'grpcs', 'h', 443, HELLO, 'grpcs://h'],
    ['grpcs://h:80/Plain/do_it', 'grpcs', 'h', 80, '/Plain/do_it', 'grpcs://h:80/Plain/do_it'],
    ['tcp://bücher.example:65535', 'tcp', 'xn--bcher-kva.example', 65535, '', 'tcp://xn--bcher-kva.example:65535'],
  ] as const) {
    it(`reads ${text}`, () => assert.deepEqual(parseTarget(text), { scheme, host, port, path, text: canonical }));
  }

  for (const [text, reason] of [
    ['', /the target is empty/],
    ['localhost:31400', /scheme is missing; write "tcp:\/\/localhost:31400" or "http:\/\/localhost:31400"/],
    ['127.0.0.1:80/x', /or "http:\/\/127.0.0.1:80\/x"/],
    ['localhost', /scheme is missing/],
    ['http:/h', /scheme is missing/],
    ['http:h', /scheme is missing/],
    ['//h:1', /scheme is missing/],
    ['ftp://h:1', /scheme ftp:\/\/ cannot be driven/],
    ['constructor://h:1', /cannot be driven/],
    ['tcp://localhost', /port is missing; write tcp:\/\/host:port/],
    ['tcp://localhost:', /port is missing/],
    ['http://localhost:', /port is missing/],
    ['tcp://31400', /port is missing/],
    ['tcp://h:0', /"0" is not a port/],
    ['tcp://h:65536', /"65536" is not a port/],
    ['tcp://h:99999999999999999999', /not a port/],
    ['tcp://h:-1', /not a port/],
    ['tcp://h:1e3', /not a port/],
    ['http://h:80x/', /"80x" is not a port/],
    ['tcp://h:1/x', /tcp target has no path; write "tcp:\/\/h:1"/],
    ['tcp://h:1?x', /tcp target has no path/],
    ['grpc://h', /port is missing; write grpc:\/\/host:port/],
    ['grpc://h:1/a', /"\/a" is not a gRPC method; write \/package.Service\/Method, or leave it out to call \/weighbridge/],
    ['grpc://h:1/a.B/C/', /not a gRPC method/],
    ['grpc://h:1/a.B/C?x=1', /"\/a.B\/C\?x=1" is not a gRPC method/],
    ['grpc://h:1?x=1', /not a gRPC method/],
    ['grpc://h:1/a..B/C', /not a gRPC method/],
    ['grpcs://h/1a/C', /not a gRPC method/],
    ['grpc+tls://h:1', /scheme grpc\+tls:\/\/ cannot be driven/],
    ['http://', /host is missing/],
    ['http:///x', /host is missing/],
    ['tcp://:9000', /host is missing/],
    ['tcp://::1:9000', /IPv6 address in brackets/],
    ['tcp://[::1', /IPv6 address in brackets/],
    ['tcp://[zz]:1', /not a host name/],
    ['tcp://[]:1', /host is missing/],
    ['http://a%00b/', /not a host name/],
    ['http://h/#x', /fragment is never sent/],
    ['http://h/ x', /no blanks/],
    ['http://h\n/', /no blanks/],
    ['http://h\\x', /no blanks, control characters or backslashes/],
    ['http://h/\u001b[2J', /no blanks/],
    [`http://${'a'.repeat(300)}.${'b'.repeat(5000)}%/`, /not a host name/],
  ] as const) {
    it(`refuses ${JSON.stringify(text.slice(0, 40))}`, () => {
      assert.throws(() => parseTarget(text), { name: 'RangeError', message: reason });
    });
  }

  it('refuses credentials without repeating them', () => {
    for (const text of [
      'http://eric:hunter2@h/',
      'tcp://hunter2@h:1',
      'http://a@hunter2@h',
      'eric:hunter2@h:80',
      'http://eric:hunter2@h/\u0007',
    ]) {
      assert.throws(
        () => parseTarget(text),
        (error) => {
          assert.ok(error instanceof RangeError);
          assert.match(error.message, /\*\*\*@h.*credentials.*--header/);
          assert.doesNotMatch(error.message, /hunter2|\p{Cc}/u);
          return true;
        },
      );
    }
  });

  it('throws nothing but a RangeError of one line; what it reads, its text reads again', () => {
    const soup = fc
      .tuple(
        fc.constantFrom('tcp://', 'http://', 'https://', 'grpc://', 'grpcs://h/', 'x://', ''),
        fc.string({ unit: fc.constantFrom(...'ab1.:[]/?@%#-é0'), maxLength: 14 }),
      )
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.oneof(soup, fc.string({ unit: 'binary' }), fc.webUrl({ withQueryParameters: true })), (text) => {
        try {
          const target = parseTarget(text);
          assert.deepEqual(parseTarget(target.text), target);
          assert.ok(target.port >= 1 && target.port <= 65_535);
          assert.equal(target.path === '', target.scheme === 'tcp');
          assert.doesNotMatch(target.path + target.host, /[^\x21-\x7e]/);
        } catch (error) {
          assert.ok(error instanceof RangeError, String(error));
          assert.doesNotMatch(error.message, /\p{Cc}/u);
        }
      }),
      { numRuns: 3000 },
    );
  });
});

describe('parseAsked', () => {
  for (const [text, protocol, host, port, path] of [
    ['http://reviews/reviews/1?a=b', 'http', 'reviews', 80, '/reviews/1?a=b'],
    ['https://SHOP.example', 'https', 'shop.example', 443, '/'],
    ['grpc://echo:9000/pkg.Echo/Say', 'grpc', 'echo', 9000, '/pkg.Echo/Say'],
    ['tcp://any:31400', 'tcp', 'any', 31400, '/'],
    ['tls://[::1]:15443', 'tls', '::1', 15443, '/'],
    ['tls://shop.example', 'tls', 'shop.example', 443, '/'],
    ['udp://dns:53', 'udp', 'dns', 53, '/'],
  ] as const)
    it(`reads ${text}`, () => assert.deepEqual(parseAsked(text, '--probe'), { protocol, host, port, path }));

  for (const [text, message] of [
    ['reviews', /the scheme is missing/],
    ['ftp://reviews:1', /the scheme ftp:\/\/ cannot be asked about/],
    ['udp://dns', /the port is missing/],
    ['tls://shop.example/a', /a tls target has no path/],
    ['http://user:secret@shop.example/', /--probe "http:\/\/\*\*\*@shop/],
  ] as const)
    it(`refuses ${text} by the name of its flag`, () =>
      assert.throws(
        () => parseAsked(text, '--probe'),
        (error: Error) => {
          assert.ok(error instanceof RangeError);
          assert.match(error.message, /^--probe "[^\n]*; [^\n]+$/);
          assert.match(error.message, message);
          return true;
        },
      ));
});
