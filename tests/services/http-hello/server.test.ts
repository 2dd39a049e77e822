import assert from 'node:assert/strict';
import { Agent, request } from 'node:http';
import { connect } from 'node:net';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { readChain } from './chain-grammar.ts';
import { get, type HelloProcess, raw, startHello } from './hello-process.ts';

let hello: HelloProcess;
const ends: (() => Promise<void>)[] = [];
before(async () => {
  hello = await startHello({ after: (end) => ends.push(end) }, { REQUEST_TIMEOUT_MS: '1000' });
});
after(async () => {
  for (const end of ends) await end();
});

const HOST = 'Host: x\r\n';
const CLOSE = 'Connection: close\r\n';

/** Status and one-line body of a raw answer; fails unless it is whole and names the version. */
function read(answer: string): [status: number, line: string] {
  const [head = '', body = ''] = answer.split('\r\n\r\n', 2);
  assert.match(head, /^HTTP\/1\.1 \d{3} /);
  assert.match(head, /\r\nx-version: v1(\r\n|$)/i);
  assert.match(body, /^[^\p{Cc}]+\n$/u);
  assert.equal(Number(/content-length: (\d+)/i.exec(head)?.[1]), Buffer.byteLength(body));
  return [Number(head.slice(9, 12)), body.trimEnd()];
}

test('reserved paths answer with a line or JSON and the version', async () => {
  const identity = JSON.parse((await get(hello.port, '/')).body);
  assert.deepEqual(
    [identity.service, identity.version, identity.greeting, identity.pod],
    ['http-hello', 'v1', 'Hello', '10.0.0.1'],
  );
  for (const path of ['/healthz', '/readyz']) assert.deepEqual((await get(hello.port, path)).body, 'ok\n');
  const shown = JSON.parse(
    (await get(hello.port, '/headers', { 'x-a': ['1', '2'], __proto__x: 'y', 'x-b': 'J\u00c3\u00bc\u009b' })).body,
  );
  assert.deepEqual([shown['x-a'], shown.__proto__x], ['1, 2', 'y']);
  for (const code of [200, 205, 299, 404, 418, 503, 599]) {
    const got = await get(hello.port, `/status/${code}`);
    assert.deepEqual([got.status, got.headers['x-version']], [code, 'v1']);
  }
  for (const code of [204, 304]) assert.deepEqual((await get(hello.port, `/status/${code}`)).body, '');
  const started = performance.now();
  assert.equal((await get(hello.port, '/delay/150')).body, 'Hello 150(10.0.0.1)\n');
  assert.ok(performance.now() - started >= 149);
});

test('no header value reaches the JSON as a control character', async () => {
  const bytes = Buffer.concat([
    Buffer.from(`GET /headers HTTP/1.1\r\n${HOST}${CLOSE}X: `),
    Buffer.from([0x80, 0x9b, 0xc2, 0x9b, 0xff]),
    Buffer.from('\r\n\r\n'),
  ]);
  const body = (await raw(hello.port, bytes)).split('\r\n\r\n')[1]!;
  assert.doesNotMatch(body.trimEnd(), /\p{Cc}/u);
  assert.match(body, /\\u009b/);
});

test('flaky counts the attempts of one request id', async () => {
  const statuses: number[] = [];
  for (let attempt = 0; attempt < 3; attempt++) {
    statuses.push((await get(hello.port, '/flaky?fail=2', { 'x-request-id': 'one' })).status);
  }
  assert.deepEqual(statuses, [503, 503, 200]);
  assert.equal((await get(hello.port, '/flaky?fail=2')).status, 400);
});

test('refusals say what to do', async () => {
  for (const path of ['/hello', '/hello/', '/status/', '/status/abc', '/status/99', '/delay/', '/delay/x', '/healthz/x']) {
    const got = await get(hello.port, path);
    assert.deepEqual([got.status, got.headers['x-version']], [404, 'v1'], path);
    assert.match(got.body, /^404 Not Found: .* try \/\S+\n$/);
  }
  for (const path of ['/hello/%', '/hello/%zz', '/hello/%ff', '/%C0%AF'])
    assert.equal((await get(hello.port, path)).status, 400, path);
  for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'TRACE', 'PATCH']) {
    const got = await get(hello.port, '/hello/eric', {}, method);
    assert.deepEqual([got.status, got.headers.allow], [405, 'GET, HEAD'], method);
    assert.match(got.body, new RegExp(`^405 Method Not Allowed: ${method} .*\\n$`));
  }
});

test('names in any UTF-8 keep the line a chain of one hop', async () => {
  const agent = new Agent({ keepAlive: true, maxSockets: 4 });
  const ask = (path: string) =>
    new Promise<string>((resolve, reject) => {
      request({ host: '127.0.0.1', port: hello.port, path, agent }, (response) => {
        let body = '';
        response.setEncoding('utf8').on('data', (text: string) => {
          body += text;
        });
        response.on('end', () => resolve(body));
      })
        .on('error', reject)
        .end();
    });
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary', minLength: 1, maxLength: 30 }), async (name) => {
      const body = await ask(`/hello/${encodeURIComponent(name)}`);
      const read = readChain(body.slice(0, -1));
      assert.deepEqual([read.greeting, read.pod, read.behind], ['Hello', '10.0.0.1', []]);
      assert.doesNotMatch(body.slice(0, -1), /\p{Cc}/u);
    }),
    { seed: 12, numRuns: 150 },
  );
  agent.destroy();
});

test('too long, too large and malformed requests get one line each', async () => {
  const long = 'x'.repeat(20_000);
  const rows: [string, number, string | Buffer][] = [
    ['long path', 414, `GET /hello/${'x'.repeat(2_100)} HTTP/1.1\r\n${HOST}${CLOSE}\r\n`],
    ['very long path', 414, `GET /hello/${long} HTTP/1.1\r\n${HOST}\r\n`],
    ['endless path', 414, `GET /hello/${'x'.repeat(300_000)}`],
    ['large header', 431, `GET /hello/eric HTTP/1.1\r\n${HOST}X: ${long}\r\n\r\n`],
    ['many headers', 431, `GET /hello/eric HTTP/1.1\r\n${HOST}${CLOSE}${'X: y\r\n'.repeat(5_000)}\r\n`],
    ['garbage', 400, 'GARBAGE\r\n\r\n'],
    ['binary', 400, Buffer.from([0x16, 0x03, 0x01, 0x02, 0x00, 0x01])],
    ['raw control character', 400, `GET /hello/a\x01b HTTP/1.1\r\n${HOST}\r\n`],
    ['no Host', 400, `GET /hello/eric HTTP/1.1\r\n${CLOSE}\r\n`],
    ['two Hosts', 400, `GET /hello/eric HTTP/1.1\r\n${HOST}${HOST}${CLOSE}\r\n`],
    ['two lengths', 400, `GET / HTTP/1.1\r\n${HOST}Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`],
    ['no path', 400, `GET * HTTP/1.1\r\n${HOST}${CLOSE}\r\n`],
    ['HTTP/2 preface', 400, 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
    ['tunnel', 405, `CONNECT x:1 HTTP/1.1\r\n${HOST}\r\n`],
    ['unknown expectation', 417, `GET / HTTP/1.1\r\n${HOST}Expect: cake\r\n${CLOSE}\r\n`],
    ['announced body', 413, `GET / HTTP/1.1\r\n${HOST}Content-Length: 99999\r\n\r\n`],
    [
      'chunked body',
      413,
      `GET / HTTP/1.1\r\n${HOST}Transfer-Encoding: chunked\r\n\r\n${`4000\r\n${'x'.repeat(0x4000)}\r\n`.repeat(8)}`,
    ],
    ['method with a body', 405, `POST / HTTP/1.1\r\n${HOST}Content-Length: 200000\r\n\r\n${'x'.repeat(200_000)}`],
  ];
  await Promise.all(
    rows.map(async ([name, status, bytes]) => {
      assert.equal(read(await raw(hello.port, bytes))[0], status, name);
    }),
  );
});

test('slow requests are ended with 408, idle connections without a word', async () => {
  const [line, header, body, nothing] = await Promise.all([
    raw(hello.port, 'GET /hello/er'),
    raw(hello.port, `GET / HTTP/1.1\r\n${HOST}X-Slow: `),
    raw(hello.port, `GET / HTTP/1.1\r\n${HOST}Content-Length: 10\r\n\r\nabc`),
    raw(hello.port, ''),
  ]);
  for (const answer of [line, header, body]) assert.equal(read(answer)[0], 408);
  assert.equal(nothing, '');
});

test('a refused body that never ends gets one answer, not two', async () => {
  const answer = await raw(hello.port, `GET / HTTP/1.1\r\n${HOST}Content-Length: 99999\r\n\r\nabc`);
  assert.equal(answer.match(/HTTP\/1\.1/g)?.length, 1);
  assert.equal(read(answer)[0], 413);
});

test('a small body is read and ignored, also after 100-continue, and the connection goes on', async () => {
  const next = `GET /hello/b HTTP/1.1\r\n${HOST}${CLOSE}\r\n`;
  const plain = await raw(hello.port, `GET /hello/a HTTP/1.1\r\n${HOST}Content-Length: 3\r\n\r\nabc${next}`);
  assert.match(plain, /Hello a\(10\.0\.0\.1\)\n[\s\S]*Hello b\(10\.0\.0\.1\)\n$/);
  const expecting = await raw(
    hello.port,
    `GET /hello/a HTTP/1.1\r\n${HOST}Expect: 100-continue\r\nContent-Length: 3\r\n\r\nabc${next}`,
  );
  assert.match(expecting, /^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 [\s\S]*Hello b\(10\.0\.0\.1\)\n$/);
});

test('a client that closes its sending side still gets its answer', async () => {
  const answer = await raw(hello.port, `GET /delay/100 HTTP/1.1\r\n${HOST}\r\n`, true);
  assert.deepEqual(read(answer), [200, 'Hello 100(10.0.0.1)']);
  assert.equal(read(await raw(hello.port, 'GET /hello/er', true))[0], 400);
});

test('pipelined requests are answered in order, and garbage behind them takes no answer away', async () => {
  const one = (path: string) => `GET ${path} HTTP/1.1\r\n${HOST}\r\n`;
  const answer = await raw(hello.port, `${one('/delay/100')}${one('/hello/b')}${one('/hello/c')}GARBAGE\r\n\r\n`);
  assert.deepEqual(answer.match(/Hello \w+\(/g), ['Hello 100(', 'Hello b(', 'Hello c(']);
});

test('absolute form and HTTP/1.0 are understood', async () => {
  assert.deepEqual(read(await raw(hello.port, `GET http://y/hello/eric HTTP/1.1\r\n${HOST}${CLOSE}\r\n`)), [
    200,
    'Hello eric(10.0.0.1)',
  ]);
  assert.deepEqual(read(await raw(hello.port, 'GET /hello/eric HTTP/1.0\r\n\r\n')), [200, 'Hello eric(10.0.0.1)']);
});

test('a client that pipelines without end is cut off and harms nobody', async () => {
  const socket = connect(hello.port, '127.0.0.1');
  socket.on('error', () => undefined);
  const closed = new Promise((resolve) => socket.once('close', resolve));
  socket.write(`GET /delay/60000 HTTP/1.1\r\n${HOST}\r\n`.repeat(3_000));
  await closed;
  assert.equal((await get(hello.port, '/hello/eric')).status, 200);
});

test('whatever bytes arrive, the answer is HTTP with a version or nothing, and the service lives', async () => {
  const piece = fc.oneof(
    fc.constantFrom(
      'GET ',
      '/hello/x',
      ' HTTP/1.1',
      '\r\n',
      '\n',
      HOST,
      '\r\n\r\n',
      'Content-Length: 5\r\n',
      '%',
      '\0',
      'POST / HTTP/1.0\r\n\r\n',
    ),
    fc.string({ unit: 'binary', maxLength: 8 }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { maxLength: 12 }), async (pieces) => {
      const answer = await raw(hello.port, pieces.join(''), true);
      if (answer !== '') assert.match(answer, /^HTTP\/1\.1 \d{3} [\s\S]*x-version: v1\r\n/i);
    }),
    { seed: 13, numRuns: 150 },
  );
  assert.equal((await get(hello.port, '/hello/eric')).body, 'Hello eric(10.0.0.1)\n');
});
