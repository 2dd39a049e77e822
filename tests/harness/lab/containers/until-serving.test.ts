import assert from 'node:assert/strict';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type TestContext, test } from 'node:test';
import { untilServing } from '../../../../harness/lab/containers/until-serving.ts';

const NEVER = new Promise<string>(() => {});
const LONG_MS = 20_000;

async function serve(context: TestContext, answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  context.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/ready`;
}

test('waits through closed connections and other statuses until the page answers 200', async (context) => {
  let asked = 0;
  const url = await serve(context, (request, response) => {
    asked += 1;
    // What Docker does on a published port before the program listens.
    if (asked === 1) request.socket.destroy();
    else response.writeHead(asked === 2 ? 503 : 200).end('state');
  });
  await untilServing(url, LONG_MS, NEVER);
  assert.equal(asked, 3);
});

test('ends with the gateway', async () => {
  const gone = Promise.resolve('it ended with exit code 1');
  await assert.rejects(untilServing('http://127.0.0.1:1/ready', LONG_MS, gone), /^Error: it ended with exit code 1$/);
});

test('ends with the gateway while it waits for an answer', async (context) => {
  const { promise, resolve } = Promise.withResolvers<string>();
  const url = await serve(context, () => resolve('it ended with exit code 2'));
  await assert.rejects(untilServing(url, LONG_MS, promise), /exit code 2/);
});

test('says what came instead when the time is over', async (context) => {
  const url = await serve(context, (_request, response) => response.writeHead(503).end());
  await assert.rejects(untilServing(url, 1, NEVER), /its page \/ready did not answer within 0.001 s: status 503/);
});
