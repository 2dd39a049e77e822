import assert from 'node:assert/strict';
import { before, suite, type TestContext, test } from 'node:test';
import { GenericContainer, Wait, type WaitStrategy } from 'testcontainers';
import { clientOf, hello } from '../../services/http-hello/grpc-client.ts';
import { skipWithout } from '../parts.ts';
import { buildImage, docker, dockerPrints, imageConfig, runDetached, startContainer } from './docker.ts';
import { assertImageRules } from './image-rules.ts';

suite('the http-hello image', { skip: skipWithout('docker') }, () => {
  let image: string;

  before(async () => {
    image = await buildImage('http-hello');
  });

  /** Starts the service and resolves with the address it is reached at from here. */
  async function start(context: TestContext, port: number, environment: Record<string, string>, ready: WaitStrategy) {
    const container = new GenericContainer(image).withExposedPorts(port).withEnvironment(environment).withWaitStrategy(ready);
    const started = await startContainer(context, container);
    return `http://${started.getHost()}:${started.getMappedPort(port)}`;
  }

  test('keeps the rules of every image', () => assertImageRules(image, 'services/http-hello'));

  test('greets on 8001 and carries the packages it needs', async (context) => {
    const base = await start(context, 8001, { POD_IP: '172.18.0.230' }, Wait.forHttp('/readyz', 8001));
    const answer = await fetch(`${base}/hello/eric`);
    assert.equal((await answer.text()).trim(), 'Hello eric(172.18.0.230)');
    assert.equal(answer.headers.get('x-version'), 'v1');
    assert.match(await (await fetch(`${base}/metrics`)).text(), /^# TYPE /m);
  });

  test('greets over gRPC on the second port that it announces, when told to', async (context) => {
    assert.deepEqual(Object.keys((await imageConfig(image)).ExposedPorts ?? {}), ['8001/tcp', '8002/tcp']);
    const environment = { GRPC_PORT: '8002', POD_IP: '172.18.0.230' };
    const base = await start(context, 8002, environment, Wait.forLogMessage('listening for gRPC on'));
    const greeted = await hello(clientOf(context, Number(new URL(base).port)), { name: 'eric' });
    assert.deepEqual([greeted.status, greeted.lines], ['OK', ['Hello eric(172.18.0.230)']]);
  });

  test('is healthy on the port of its environment', async (context) => {
    const base = await start(context, 8080, { PORT: '8080', HELLO_LANGUAGE: 'fr' }, Wait.forHealthCheck());
    const answer = await fetch(`${base}/hello/eric`);
    assert.match(await answer.text(), /^Bonjour eric\(/);
  });

  test('is unhealthy where nothing listens', async (context) => {
    const probe = (await imageConfig(image)).Healthcheck?.Test.slice(1) ?? [];
    const id = await runDetached(context, '--entrypoint', 'node', image, '-e', 'setInterval(() => {}, 1000)');
    assert.equal((await docker('exec', id, ...probe)).code, 1);
  });

  test('needs nothing writable and ends on docker stop with exit code 0', async (context) => {
    const id = await runDetached(context, '--read-only', '--cap-drop', 'ALL', image);
    const probe = (await imageConfig(image)).Healthcheck?.Test.slice(1) ?? [];
    const limit = AbortSignal.timeout(20_000);
    while ((await docker('exec', id, ...probe)).code !== 0) limit.throwIfAborted();
    await dockerPrints('stop', id);
    assert.equal(await dockerPrints('inspect', '--format', '{{.State.ExitCode}}', id), '0');
  });
});
