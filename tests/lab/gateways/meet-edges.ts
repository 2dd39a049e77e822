import assert from 'node:assert/strict';
import { once } from 'node:events';
import { Agent, createServer as createHttpServer, request } from 'node:http';
import { type AddressInfo, connect, createServer as createTcpServer, type Server } from 'node:net';
import { suite, type TestContext, test } from 'node:test';
import { type GatewayChoiceName, parseGatewayChoice } from '../../../harness/lab/gateways/gateway-choice.ts';
import { gatewayProgram } from '../../../harness/lab/gateways/kinds.ts';
import { startProgram } from '../../../harness/lab/gateways/program.ts';
import type { Layout } from '../../../harness/lab/layout/layout.ts';
import { wayIn } from '../../../harness/lab/layout/way-in.ts';
import { labPorts } from '../../../harness/lab/processes/lab-ports.ts';
import { layoutOf, overlayLayout } from '../../harness/lab/gateways/laid-out.ts';
import { withWeights } from '../containers/changed.ts';
import { skipWithout } from '../parts.ts';
import { SHOP, to, virtualService } from './hand-built.ts';

const ROUNDS = 60;

/** Registers what happens at the edges: a pod that is dead, a client that ends early, requests that are large or oddly written. */
export function meetEdges(kind: 'nginx' | 'haproxy', choices: readonly GatewayChoiceName[]): void {
  suite(`${kind} at the edges`, { skip: skipWithout(kind) }, () => {
    for (const choice of choices) {
      test(`${choice}: requests for a dead pod fail, and no other version gets them`, async (context) => {
        const layout = httpLayout();
        const port = await start(context, choice, layout, await startHttp(context));
        const statuses = await sequence(() => ask(port, '/').then(({ status }) => status));
        assertHalf(choice, failures(statuses));
        assert.equal(statuses.filter((status) => status === 200).length + failures(statuses), ROUNDS);
      });

      test(`${choice}: connections for a dead pod are closed, and no other version gets them`, async (context) => {
        const layout = await tcpLayout();
        const port = await start(context, choice, layout, await startTcp(context));
        const answers = await sequence(() => converse(port, 'a line\n'));
        assertHalf(choice, answers.filter((answer) => answer === '').length);
        assert.ok(answers.every((answer) => answer === '' || answer === 'heard a line\n'));
      });
    }

    test('a client that ends after its line gets the answer', async (context) => {
      const layout = await overlayLayout('tcp-echo/istio');
      const backend = await startTcp(context);
      const port = await start(context, kind, layout, backend, backend);
      assert.equal(await converse(port, 'no newline'), 'heard no newline');
      const long = 'x'.repeat(300_000);
      assert.equal(await converse(port, long), `heard ${long}`);
    });

    test('large and oddly written requests arrive as they were sent', async (context) => {
      const backend = await startHttp(context);
      const port = await start(context, kind, httpLayout(), backend, backend);
      const paths = [
        '//a///b',
        '/a%2Fb/%41',
        '/a/%C3%A9?x=%26&&y',
        `/${'p'.repeat(12_000)}?${'q'.repeat(12_000)}`,
        '/a;b=c,d/@:!',
      ];
      for (const path of paths) assert.equal((await ask(port, path)).body.path, path);
      const { body } = await ask(port, '/', { under_score: 'kept', 'x-large': 'v'.repeat(12_000), 'x-dots': 'a;b, "c"' });
      assert.equal(body.headers.under_score, 'kept');
      assert.equal(body.headers['x-large']?.length, 12_000);
      assert.equal(body.headers['x-dots'], 'a;b, "c"');
    });

    test('an answer with large headers arrives', async (context) => {
      const backend = await startHttp(context);
      const port = await start(context, kind, httpLayout(), backend, backend);
      assert.equal((await ask(port, '/', { 'x-answer': '12000' })).large, 12_000);
    });
  });
}

const httpLayout = () => layoutOf([SHOP, virtualService('half', ['*'], [to({ v1: 1, v2: 1 })])].join(''));

const tcpLayout = async () => withWeights(await overlayLayout('tcp-echo/istio'), 50, 50);

const failures = (statuses: readonly number[]): number => statuses.filter((status) => status === 502 || status === 503).length;

async function sequence<T>(once_: () => Promise<T>): Promise<readonly T[]> {
  const results: T[] = [];
  for (let round = 0; round < ROUNDS; round += 1) results.push(await once_());
  return results;
}

/** Half of all in a rotation; drawn, as many as chance may make but once in a million times. */
function assertHalf(choice: GatewayChoiceName, failed: number): void {
  const slack = choice.endsWith(':rotation') ? 0 : 20;
  assert.ok(Math.abs(failed - ROUNDS / 2) <= slack, `${failed} of ${ROUNDS} failed`);
}

/** Starts a gateway over one version that lives at `first` and one at `second`, where nothing listens unless somebody is named. */
async function start(
  context: TestContext,
  choice: GatewayChoiceName,
  layout: Layout,
  first: number,
  second: number | null = null,
): Promise<number> {
  const { kind, options } = parseGatewayChoice(choice);
  const free = labPorts();
  context.after(free.release);
  const ports = new Map<unknown, number>();
  for (const listener of layout.listeners) ports.set(listener, await free.next());
  const other = second ?? (await free.next());
  const wiring = {
    listenAt: (listener: unknown) => ({ host: '127.0.0.1', port: ports.get(listener) ?? 0 }),
    addressesOf: ({ labels }: { readonly labels: Readonly<Record<string, string>> }) => [
      { host: '127.0.0.1', port: labels.version === 'v1' ? first : other, weight: 1 },
    ],
    admin: { host: '127.0.0.1', port: await free.next() },
    certificates: null,
  };
  const gateway = await startProgram(gatewayProgram(kind, layout, wiring, options), [...ports.values()]);
  context.after(() => gateway.stop());
  const isTcp = layout.listeners.some(({ port }) => port === 31_400);
  return wiring.listenAt(wayIn(layout, 'any.example.com', isTcp ? 31_400 : 80, 'gateway')).port;
}

async function startHttp(context: TestContext): Promise<number> {
  const server = createHttpServer({ maxHeaderSize: 65_536 }, (asked, answer) => {
    const large = asked.headers['x-answer'];
    if (large !== undefined) answer.setHeader('x-large', 'v'.repeat(Number(large)));
    answer.end(JSON.stringify({ path: asked.url, headers: asked.headers }));
  });
  context.after(() => server.close().closeAllConnections());
  return listening(server);
}

/** Answers when the client has ended, and not before. */
async function startTcp(context: TestContext): Promise<number> {
  const server = createTcpServer({ allowHalfOpen: true }, (socket) => {
    let heard = '';
    socket.setEncoding('utf8').on('data', (text: string) => {
      heard += text;
    });
    socket.on('end', () => socket.end(`heard ${heard}`)).on('error', () => undefined);
  });
  context.after(() => server.close());
  return listening(server);
}

async function listening(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

interface Answer {
  readonly status: number;
  readonly large: number;
  readonly body: { readonly path: string; readonly headers: Readonly<Record<string, string>> };
}

const agent = new Agent({ keepAlive: true, maxSockets: 1 });

/** One request over a kept connection. */
async function ask(port: number, path: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
  const sent = request({ host: '127.0.0.1', port, path, headers, agent, maxHeaderSize: 65_536 });
  const received = once(sent, 'response');
  sent.end();
  const [response] = await received;
  let text = '';
  for await (const chunk of response.setEncoding('utf8')) text += chunk;
  const body = response.statusCode === 200 ? JSON.parse(text) : { path: '', headers: {} };
  return { status: response.statusCode, large: (response.headers['x-large'] ?? '').length, body };
}

/** Sends a text, ends, and waits for whatever comes back. */
async function converse(port: number, text: string): Promise<string> {
  const socket = connect({ host: '127.0.0.1', port, allowHalfOpen: true });
  const closed = new Promise((resolve) => socket.once('close', resolve));
  let heard = '';
  socket.setEncoding('utf8').on('data', (part: string) => {
    heard += part;
  });
  socket.on('error', () => undefined).on('end', () => socket.end());
  socket.end(text);
  await closed;
  return heard;
}
