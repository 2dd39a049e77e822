import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer as createHttpServer, get } from 'node:http';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { type TestContext, test } from 'node:test';
import { startHttpGateway } from '../../../harness/lab/gateways/embedded-http.ts';
import { startTcpGateway } from '../../../harness/lab/gateways/embedded-tcp.ts';

async function listening(t: TestContext, server: Server) {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  return { host: '127.0.0.1', port: (server.address() as AddressInfo).port };
}

async function textOf(socket: Socket): Promise<string> {
  let text = '';
  for await (const chunk of socket) text += chunk;
  return text;
}

/** Picks 0, 1, 0, 1, … */
function alternate() {
  let turn = -1;
  return () => {
    turn += 1;
    return turn % 2;
  };
}

function fetchText(port: number, path: string): Promise<{ status: number; body: string; headers: Record<string, unknown> }> {
  return new Promise((resolve, reject) => {
    get({ host: '127.0.0.1', port, path, headers: { 'x-request-id': 'r1', connection: 'keep-alive' } }, (answer) => {
      let body = '';
      answer.on('data', (chunk) => {
        body += chunk;
      });
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body, headers: answer.headers }));
    }).on('error', reject);
  });
}

test('the TCP gateway picks once per connection and passes a half-close on', async (t) => {
  const backend = (name: string) =>
    listening(
      t,
      createServer({ allowHalfOpen: true }, (socket) => {
        textOf(socket).then(
          (text) => socket.end(`${name} ${text}`),
          () => {},
        );
      }),
    );
  const gateway = await startTcpGateway([await backend('one'), await backend('two')], alternate());
  t.after(() => gateway.stop());
  for (const expected of ['one a\nb\n', 'two a\nb\n', 'one a\nb\n']) {
    const socket = connect({ port: gateway.port, host: '127.0.0.1', allowHalfOpen: true });
    socket.end('a\nb\n');
    assert.equal(await textOf(socket), expected);
  }
});

test('the TCP gateway survives backends that are down and clients that reset', async (t) => {
  const closed = createServer();
  const gone = await listening(t, closed);
  closed.close();
  const up = await listening(
    t,
    createServer((socket) => {
      socket.on('error', () => {});
      socket.end('up\n');
    }),
  );
  let chosen = 0;
  const gateway = await startTcpGateway([gone, up], () => chosen);
  t.after(() => gateway.stop());
  const open = () => connect({ port: gateway.port, host: '127.0.0.1' });
  await assert.rejects(textOf(open()), { code: 'ECONNRESET' });
  chosen = 1;
  const rude = open();
  await once(rude, 'connect');
  rude.resetAndDestroy();
  assert.equal(await textOf(open()), 'up\n');
});

test('the HTTP gateway picks once per request and passes path, headers and status on', async (t) => {
  const backend = async (name: string, status: number) =>
    listening(
      t,
      createHttpServer((request, response) => {
        response
          .writeHead(status, { 'x-version': name, 'x-seen': `${request.headers['x-request-id']}` })
          .end(`${name} ${request.url}\n`);
      }),
    );
  const gateway = await startHttpGateway([await backend('one', 200), await backend('two', 418)], alternate());
  t.after(() => gateway.stop());
  const first = await fetchText(gateway.port, '/a?b=1');
  assert.deepEqual(
    [first.status, first.body, first.headers['x-version'], first.headers['x-seen']],
    [200, 'one /a?b=1\n', 'one', 'r1'],
  );
  const second = await fetchText(gateway.port, '/');
  assert.deepEqual([second.status, second.body], [418, 'two /\n']);
});

test('the HTTP gateway answers 502 with a reason when a backend is down', async (t) => {
  const closed = createServer();
  const gone = await listening(t, closed);
  closed.close();
  const gateway = await startHttpGateway([gone], () => 0);
  t.after(() => gateway.stop());
  const answer = await fetchText(gateway.port, '/');
  assert.equal(answer.status, 502);
  assert.match(answer.body, /embedded gateway: .*ECONNREFUSED/);
});
