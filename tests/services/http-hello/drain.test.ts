import assert from 'node:assert/strict';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { connect } from 'node:net';
import { test } from 'node:test';
import { get, type HelloProcess, startHello } from './hello-process.ts';

const statusOf = (hello: HelloProcess, path: string): Promise<number | string> =>
  get(hello.port, path).then(
    (got) => got.status,
    (error: NodeJS.ErrnoException) => error.code ?? 'error',
  );

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  test(`${signal} without work ends with exit code 0`, async (t) => {
    const hello = await startHello(t);
    const started = performance.now();
    hello.child.kill(signal);
    assert.equal(await hello.exited, 0);
    assert.ok(performance.now() - started < 2_000);
  });
}

test('while it drains, readyz is 503, healthz 200, and what is under way is answered', async (t) => {
  const hello = await startHello(t, { DRAIN_MS: '500' });
  const slow = get(hello.port, '/delay/1500');
  while (!/requests_in_flight 2/.test((await get(hello.port, '/metrics')).body));
  assert.equal(await statusOf(hello, '/readyz'), 200);
  hello.child.kill('SIGTERM');
  let ready = await get(hello.port, '/readyz');
  while (ready.status === 200) ready = await get(hello.port, '/readyz');
  assert.deepEqual([ready.status, ready.body, ready.headers.connection], [503, '503 Service Unavailable: stopping\n', 'close']);
  assert.equal(await statusOf(hello, '/healthz'), 200);
  assert.equal((await slow).body, 'Hello 1500(10.0.0.1)\n');
  assert.equal(await hello.exited, 0);
});

test('kept connections, silent connections and half a request do not hold up the end', async (t) => {
  const hello = await startHello(t, { REQUEST_TIMEOUT_MS: '1000' });
  const agent = new Agent({ keepAlive: true });
  const kept = request({ host: '127.0.0.1', port: hello.port, path: '/hello/eric', agent }).end();
  const [response] = await once(kept, 'response');
  response.resume();
  await once(response, 'end');
  const silent = connect(hello.port, '127.0.0.1');
  const half = connect(hello.port, '127.0.0.1');
  half.write('GET / HT');
  for (const socket of [silent, half]) {
    socket.on('error', () => undefined);
    await once(socket, 'connect');
  }
  const started = performance.now();
  hello.child.kill('SIGTERM');
  assert.equal(await hello.exited, 0);
  assert.ok(performance.now() - started < 5_000);
  agent.destroy();
});

test('under load, every request that arrives gets a whole answer and the process ends', async (t) => {
  const hello = await startHello(t, { DRAIN_MS: '300', LOG: 'requests' });
  const agent = new Agent({ keepAlive: true, maxSockets: 16 });
  const outcomes = new Map<string, number>();
  let stop = false;
  const one = () =>
    new Promise<string>((resolve) => {
      request({ host: '127.0.0.1', port: hello.port, path: '/delay/5', agent }, (response) => {
        let body = '';
        response.setEncoding('utf8').on('data', (text: string) => {
          body += text;
        });
        response.on('end', () => resolve(body === 'Hello 5(10.0.0.1)\n' ? 'answered' : `odd: ${body}`));
        response.on('error', (error) => resolve(`cut: ${error.message}`));
      })
        .on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message))
        .end();
    });
  const client = async (): Promise<void> => {
    while (!stop) {
      const outcome = await one();
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
      if (outcome !== 'answered') return;
    }
  };
  const clients = Array.from({ length: 16 }, client);
  while ((outcomes.get('answered') ?? 0) < 100) await new Promise(setImmediate);
  hello.child.kill('SIGTERM');
  assert.equal(await hello.exited, 0);
  stop = true;
  await Promise.all(clients);
  // A connection may come in the very instant the listener closes and be reset by the system; such a request never arrives.
  const total = [...outcomes.values()].reduce((sum, count) => sum + count, 0);
  const answered = outcomes.get('answered') ?? 0;
  const unheard = (outcomes.get('ECONNREFUSED') ?? 0) + (outcomes.get('ECONNRESET') ?? 0);
  assert.equal(answered + unheard, total, JSON.stringify([...outcomes]));
  const statuses = hello.output().stdout.match(/(?<=^GET \S+ )\d+/gm) ?? [];
  assert.deepEqual(
    statuses.filter((status) => status !== '200'),
    [],
  );
  assert.equal(statuses.length, answered);
  agent.destroy();
});

test('connections that waited to be accepted when the signal came are answered', async (t) => {
  const hello = await startHello(t);
  hello.child.kill('SIGSTOP');
  const clients = Array.from({ length: 50 }, () => connect(hello.port, '127.0.0.1'));
  const answers = clients.map(async (client, index) => {
    let text = '';
    client.setEncoding('utf8').on('data', (part: string) => {
      text += part;
    });
    // The kernel completes the handshake; the program itself is stopped and sees nothing of it yet.
    await once(client, 'connect');
    client.write(`GET /hello/${index} HTTP/1.1\r\nHost: x\r\n\r\n`);
    return async () => {
      if (!client.closed) await once(client, 'close');
      return text.split('\r\n\r\n')[1];
    };
  });
  const bodies = await Promise.all(answers);
  hello.child.kill('SIGTERM');
  hello.child.kill('SIGCONT');
  const lines = await Promise.all(bodies.map((body) => body()));
  assert.deepEqual(
    lines,
    lines.map((_, index) => `Hello ${index}(10.0.0.1)\n`),
  );
  assert.equal(await hello.exited, 0);
});

test('a second signal ends it at once', async (t) => {
  const hello = await startHello(t, { DRAIN_MS: '60000' });
  hello.child.kill('SIGTERM');
  while ((await statusOf(hello, '/readyz')) !== 503);
  hello.child.kill('SIGTERM');
  assert.equal(await hello.exited, 143);
});
