import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect as connectHttp2 } from 'node:http2';
import { connect } from 'node:net';
import { test } from 'node:test';
import type { Client } from '@grpc/grpc-js';
import { service as HEALTH } from 'grpc-health-check';
import { clientOf, framedRequest, hello, openStream, rawCallOn, startGrpcHello } from './grpc-client.ts';
import { get, type HelloProcess } from './hello-process.ts';

interface Serving {
  readonly status: string;
}

/** One health check: what is served, or how the check failed. */
function check(client: Client, service: string): Promise<string> {
  const { path, requestSerialize, responseDeserialize } = HEALTH.Check!;
  return new Promise((resolve) => {
    client.makeUnaryRequest(path, requestSerialize, responseDeserialize, { service }, (error, got) =>
      resolve(error ? error.message : (got as Serving).status),
    );
  });
}

async function untilNotReady({ port }: HelloProcess): Promise<void> {
  while ((await get(port, '/readyz')).status !== 503);
}

test('health is SERVING for the server and its service, and NOT_SERVING once it was told to stop', async (t) => {
  const served = await startGrpcHello(t, { DRAIN_MS: '1000' });
  const client = clientOf(t, served.grpcPort);
  assert.equal(await check(client, ''), 'SERVING');
  assert.equal(await check(client, 'weighbridge.hello.v1.Greeter'), 'SERVING');
  assert.match(await check(client, 'no.such.Service'), /^5 NOT_FOUND: only "" and /);
  served.child.kill('SIGTERM');
  await untilNotReady(served);
  assert.equal(await check(client, ''), 'NOT_SERVING');
  assert.equal(await check(clientOf(t, served.grpcPort), 'weighbridge.hello.v1.Greeter'), 'NOT_SERVING');
  assert.equal(await served.exited, 0);
});

test('whoever watches is told, and does not hold up the end', async (t) => {
  const served = await startGrpcHello(t, { DRAIN_MS: '300', LOG: 'requests' });
  const client = clientOf(t, served.grpcPort);
  const { path, requestSerialize, responseDeserialize } = HEALTH.Watch!;
  const watch = (service: string) => {
    const seen: string[] = [];
    const call = client.makeServerStreamRequest(path, requestSerialize, responseDeserialize, { service });
    const ended = new Promise<string>((resolve) => call.on('error', (error) => resolve(error.message)));
    call.on('data', (got) => seen.push((got as Serving).status));
    return { call, seen, ended };
  };
  const known = watch('');
  const unknown = watch('no.such.Service');
  await Promise.all([once(known.call, 'data'), once(unknown.call, 'data')]);
  const started = performance.now();
  served.child.kill('SIGTERM');
  assert.deepEqual([await known.ended, await unknown.ended], Array(2).fill('14 UNAVAILABLE: stopping'));
  assert.deepEqual([known.seen, unknown.seen], [['SERVING', 'NOT_SERVING'], ['SERVICE_UNKNOWN']]);
  assert.equal(await served.exited, 0);
  assert.ok(performance.now() - started < 5_000);
  assert.equal(served.output().stdout.match(/^GRPC \/grpc\.health\.v1\.Health\/Watch UNAVAILABLE /gm)?.length, 2);
});

test('what is under way is answered, and new calls are until the grace is over', async (t) => {
  const served = await startGrpcHello(t, { DRAIN_MS: '500' });
  const client = clientOf(t, served.grpcPort);
  const slow = hello(client, { name: 'slow', pause_ms: 1_500 });
  const stream = openStream(client, { name: 'stream', replies: 4, pause_ms: 400 });
  let lines = 0;
  stream.on('data', () => {
    lines += 1;
  });
  while (!/requests_in_flight 3/.test((await get(served.port, '/metrics')).body));
  served.child.kill('SIGTERM');
  await untilNotReady(served);
  assert.equal((await hello(client, { name: 'kept' })).status, 'OK');
  assert.equal((await hello(clientOf(t, served.grpcPort), { name: 'new' })).status, 'OK');
  assert.deepEqual((await slow).lines, ['Hello slow(10.0.0.1)']);
  assert.equal(await served.exited, 0);
  assert.equal(lines, 4);
  assert.equal(served.output().stderr, '');
});

test('idle clients, silent connections and strangers do not hold up the end', async (t) => {
  const served = await startGrpcHello(t);
  const client = clientOf(t, served.grpcPort);
  await hello(client, { name: 'eric' });
  const silent = connect(served.grpcPort, '127.0.0.1');
  const stubborn = connect({ port: served.grpcPort, host: '127.0.0.1', allowHalfOpen: true });
  stubborn.write('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0');
  for (const socket of [silent, stubborn]) {
    socket.on('error', () => undefined);
    await once(socket, 'connect');
  }
  const started = performance.now();
  served.child.kill('SIGTERM');
  assert.equal(await served.exited, 0);
  assert.ok(performance.now() - started < 5_000);
  for (const socket of [silent, stubborn]) socket.destroy();
});

test('under load every call that arrives is answered, and the process ends', async (t) => {
  const served = await startGrpcHello(t, { DRAIN_MS: '300', LOG: 'requests' });
  const outcomes = new Map<string, number>();
  const caller = async (): Promise<void> => {
    const client = clientOf(t, served.grpcPort);
    let status = 'OK';
    while (status === 'OK') {
      status = (await hello(client, { name: 'eric', pause_ms: 5 })).status;
      outcomes.set(status, (outcomes.get(status) ?? 0) + 1);
    }
  };
  const callers = Array.from({ length: 8 }, caller);
  while ((outcomes.get('OK') ?? 0) < 100) await new Promise(setImmediate);
  served.child.kill('SIGTERM');
  assert.equal(await served.exited, 0);
  await Promise.all(callers);
  assert.deepEqual([...outcomes.keys()].sort(), ['OK', 'UNAVAILABLE']);
  const logged = served.output().stdout.match(/(?<=^GRPC \S+ )\S+/gm) ?? [];
  assert.deepEqual([...new Set(logged)], ['OK']);
  assert.equal(logged.length, outcomes.get('OK'));
});

test('calls on connections that waited to be accepted when the signal came are answered', async (t) => {
  const served = await startGrpcHello(t);
  served.child.kill('SIGSTOP');
  const sessions = Array.from({ length: 10 }, () => connectHttp2(`http://127.0.0.1:${served.grpcPort}`));
  // The kernel completes the handshakes; the program itself is stopped and sees nothing of them yet.
  await Promise.all(sessions.map((session) => once(session, 'connect')));
  const sent = sessions.map(() => Promise.withResolvers<void>());
  const calls = sessions.map((session, index) =>
    rawCallOn(session, framedRequest({ name: 'eric' }), {}, true, () => sent[index]!.resolve()),
  );
  await Promise.all(sent.map(({ promise }) => promise));
  served.child.kill('SIGTERM');
  served.child.kill('SIGCONT');
  const statuses = (await Promise.all(calls)).map((call) => call['grpc-status']);
  assert.deepEqual(statuses, Array(10).fill('0'));
  assert.equal(await served.exited, 0);
});

test('a second signal ends it at once', async (t) => {
  const served = await startGrpcHello(t, { DRAIN_MS: '60000' });
  const slow = hello(clientOf(t, served.grpcPort), { name: 'eric', pause_ms: 60_000 });
  while (!/requests_in_flight 2/.test((await get(served.port, '/metrics')).body));
  served.child.kill('SIGTERM');
  await untilNotReady(served);
  served.child.kill('SIGTERM');
  assert.equal(await served.exited, 143);
  assert.equal((await slow).status, 'UNAVAILABLE');
});
