import assert from 'node:assert/strict';
import { before, suite, test } from 'node:test';
import { GenericContainer, PullPolicy, Wait } from 'testcontainers';
import { skipWithout } from '../parts.ts';
import { buildImage, docker, dockerPrints, imageConfig, runDetached } from './docker.ts';
import { assertImageRules } from './image-rules.ts';

suite('the http-hello image', { skip: skipWithout('docker') }, () => {
  let image: string;

  before(async () => {
    image = await buildImage('http-hello');
  });

  function serviceOn(port: number, environment: Record<string, string>) {
    return new GenericContainer(image)
      .withPullPolicy(PullPolicy.neverPull())
      .withExposedPorts(port)
      .withEnvironment(environment)
      .withWaitStrategy(Wait.forHttp('/readyz', port));
  }

  test('keeps the rules of every image', () => assertImageRules(image, 'services/http-hello'));

  test('greets on 8001 and carries the packages it needs', async () => {
    await using container = await serviceOn(8001, { POD_IP: '172.18.0.230' }).start();
    const base = `http://${container.getHost()}:${container.getMappedPort(8001)}`;
    const answer = await fetch(`${base}/hello/eric`);
    assert.equal((await answer.text()).trim(), 'Hello eric(172.18.0.230)');
    assert.equal(answer.headers.get('x-version'), 'v1');
    assert.match(await (await fetch(`${base}/metrics`)).text(), /^# TYPE /m);
  });

  test('is healthy on the port of its environment', async () => {
    await using container = await serviceOn(8080, { PORT: '8080', HELLO_LANGUAGE: 'fr' })
      .withWaitStrategy(Wait.forHealthCheck())
      .start();
    const answer = await fetch(`http://${container.getHost()}:${container.getMappedPort(8080)}/hello/eric`);
    assert.match(await answer.text(), /^Bonjour eric\(/);
  });

  test('is unhealthy where nothing listens', async () => {
    const probe = (await imageConfig(image)).Healthcheck?.Test.slice(1) ?? [];
    await using container = await runDetached('--entrypoint', 'node', image, '-e', 'setInterval(() => {}, 1000)');
    assert.equal((await docker('exec', container.id, ...probe)).code, 1);
  });

  test('needs nothing writable and ends on docker stop with exit code 0', async () => {
    await using container = await runDetached('--read-only', '--cap-drop', 'ALL', image);
    const probe = (await imageConfig(image)).Healthcheck?.Test.slice(1) ?? [];
    const limit = AbortSignal.timeout(20_000);
    while ((await docker('exec', container.id, ...probe)).code !== 0) limit.throwIfAborted();
    await dockerPrints('stop', container.id);
    assert.equal(await dockerPrints('inspect', '--format', '{{.State.ExitCode}}', container.id), '0');
  });
});
