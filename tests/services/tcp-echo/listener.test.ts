import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, Server } from 'node:net';
import { type TestContext, test } from 'node:test';
import { addressesFor, endpointText, ListenError, listen } from '../../../services/tcp-echo/listener.ts';

/** A documentation address (RFC 3849) that no machine has: binding it fails as `::` does where IPv6 is off. */
const MISSING = '2001:db8::1';

function newServer(t: TestContext): Server {
  const server = new Server((socket) => socket.end());
  t.after(() => server.close());
  return server;
}

test('an address that this machine does not have leads to the next one', async (t) => {
  const server = newServer(t);
  const endpoint = await listen(server, [MISSING, '127.0.0.1'], 0);
  assert.equal(endpoint.address, '127.0.0.1');
  const socket = connect(endpoint.port, '127.0.0.1');
  await once(socket, 'connect');
  socket.destroy();
  assert.equal(server.listenerCount('error'), 0, 'whoever listens later decides about later errors');
});

test('a taken port does not: the second address would hide it', async (t) => {
  const { port } = await listen(newServer(t), ['127.0.0.1'], 0);
  await assert.rejects(
    listen(newServer(t), ['127.0.0.1', '127.0.0.2'], port),
    (error) =>
      error instanceof ListenError &&
      error.message ===
        `cannot listen on 127.0.0.1:${port}: port ${port} is taken; choose another port, or stop the program that uses it`,
  );
});

test('when no address is there, the last one is named', async (t) => {
  await assert.rejects(listen(newServer(t), [MISSING], 0), {
    message: `cannot listen on [${MISSING}]:0: this machine does not have the address ${MISSING}; choose another one with --host`,
  });
});

test('without a wish every address is taken, and IPv4 alone is the second choice', () => {
  assert.deepEqual(addressesFor(null), ['::', '0.0.0.0']);
  assert.deepEqual(addressesFor('127.0.0.1'), ['127.0.0.1']);
});

test('IPv6 endpoints are printed in brackets', () => {
  assert.equal(endpointText({ address: '::', port: 9000 }), '[::]:9000');
  assert.equal(endpointText({ address: '0.0.0.0', port: 9000 }), '0.0.0.0:9000');
});
