import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { before, suite, type TestContext, test } from 'node:test';
import { GenericContainer, type StartedTestContainer, Wait } from 'testcontainers';
import { skipWithout } from '../parts.ts';
import { converse } from './converse.ts';
import { buildImage, docker, dockerPrints, imageConfig, runDetached, startContainer } from './docker.ts';
import { assertImageRules } from './image-rules.ts';

/** The issue's own limit for `docker stop`. */
const STOP_LIMIT_MS = 2_000;

suite('the tcp-echo image', { skip: skipWithout('docker') }, () => {
  let image: string;

  before(async () => {
    image = await buildImage('tcp-echo');
  });

  function start(context: TestContext, command: string[], listening: string): Promise<StartedTestContainer> {
    const container = new GenericContainer(image).withExposedPorts(9000).withCommand(command);
    return startContainer(context, container.withWaitStrategy(Wait.forLogMessage(listening)));
  }

  function say(container: StartedTestContainer, text: string): Promise<string> {
    return converse(container.getHost(), container.getMappedPort(9000), text);
  }

  test('keeps the rules of every image', () => assertImageRules(image, 'services/tcp-echo'));

  test('without arguments is a server on 9000 that says hello', async (context) => {
    const container = await start(context, [], 'listening on [::]:9000, prefix: hello');
    assert.equal(await say(container, 'world\n'), 'hello world\n');
    const log = (await dockerPrints('logs', container.getId())).split('\n');
    assert.deepEqual(log, ['listening on [::]:9000, prefix: hello', 'request: world', 'response: hello world']);
  });

  test('takes another prefix as arguments', async (context) => {
    const container = await start(context, ['9000', 'one'], 'listening on [::]:9000, prefix: one');
    assert.equal(await say(container, 'a\nb'), 'one a\none b');
  });

  test('docker stop ends it within two seconds with exit code 0, a connection open or not', async (context) => {
    for (const open of [false, true]) {
      const id = await runDetached(context, '--publish', '127.0.0.1::9000', image);
      const port = Number((await dockerPrints('port', id, '9000')).split(':').at(-1));
      await untilEchoing(port);
      const silent = open ? connect(port, '127.0.0.1').on('error', () => {}) : null;
      silent?.write('a line without an end');
      const startedAtMs = performance.now();
      await dockerPrints('stop', '--time', '10', id);
      const tookMs = performance.now() - startedAtMs;
      silent?.destroy();
      assert.ok(tookMs < STOP_LIMIT_MS, `docker stop took ${Math.round(tookMs)} ms`);
      assert.equal(await dockerPrints('inspect', '--format', '{{.State.ExitCode}}', id), '0');
    }
  });

  test('needs nothing writable and no rights, and becomes healthy on any port', async (context) => {
    const strict = ['--read-only', '--cap-drop', 'ALL', '--security-opt', 'no-new-privileges'];
    const id = await runDetached(context, ...strict, image, '--host', '0.0.0.0', '7000,7001', '9 lives');
    assert.equal(await untilHealthKnown(id), 'healthy');
    const status = await dockerPrints('exec', id, 'node', '-p', 'process.getuid()');
    assert.notEqual(status, '0');
    assert.equal((await dockerPrints('logs', id)).split('\n').length, 2, 'the health probe must not fill the log');
  });

  test('is unhealthy where nothing listens', async (context) => {
    const probe = (await imageConfig(image)).Healthcheck?.Test.slice(1) ?? [];
    // Process 1 waits, with the arguments of the server behind it.
    const idle = ['--entrypoint', 'node', image, '-e', 'setInterval(() => {}, 1000)', '/main.ts', '9000', 'hello'];
    const id = await runDetached(context, ...idle);
    assert.equal((await docker('exec', id, ...probe)).code, 1);
  });

  test('wrong arguments end it with a reason and a code that is not docker’s own', async () => {
    for (const wrong of [['nope'], ['9000'], ['99999', 'x'], ['9000', 'hello', '--wrong']]) {
      const ended = await docker('run', '--rm', image, ...wrong);
      assert.ok(ended.code > 0 && ended.code < 125, `${wrong.join(' ')}: exit code ${ended.code}`);
      assert.match(ended.stderr, /usage/);
    }
  });
});

/** Port publishing accepts before the server does and then closes: the first whole answer is the proof. */
async function untilEchoing(port: number): Promise<void> {
  const limit = AbortSignal.timeout(20_000);
  while ((await converse('127.0.0.1', port, 'ready\n').catch(() => '')) === '') limit.throwIfAborted();
}

async function untilHealthKnown(id: string): Promise<string> {
  const limit = AbortSignal.timeout(60_000);
  for (;;) {
    const health = await dockerPrints('inspect', '--format', '{{.State.Health.Status}}', id);
    if (health !== 'starting') return health;
    limit.throwIfAborted();
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
