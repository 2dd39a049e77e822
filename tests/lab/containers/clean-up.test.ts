import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, before, suite, type TestContext, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { startContainerLab } from '../../../harness/lab/containers/container-lab.ts';
import { docker } from '../images/docker.ts';
import { withContainers } from './changed.ts';
import { buildWorkloadImages, partsOf, skipWithoutGateway } from './lab-parts.ts';
import { layoutOf } from './layout-of.ts';

const OVERLAY = 'tcp-echo/istio';
/** Two pods, the gateway, the network. */
const PARTS = 4;

/** A process of its own that runs a lab, and everything it says. */
function runLab(context: TestContext, ending: 'wait' | 'throw' | 'exit') {
  const script = fileURLToPath(new URL('run-lab.ts', import.meta.url));
  const child = spawn(process.execPath, [script, OVERLAY, ending], {
    stdio: ['ignore', 'pipe', ending === 'throw' ? 'ignore' : 'inherit'],
  });
  context.after(() => child.kill('SIGKILL'));
  return { child, pid: child.pid ?? 0, ended: once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]> };
}

async function untilSaid(child: ChildProcess, word: string): Promise<void> {
  for await (const chunk of child.stdout?.iterator({ destroyOnReturn: false }) ?? []) if (String(chunk).includes(word)) return;
  assert.fail(`the lab ended before it was ${word}`);
}

async function untilParts(pid: number, atLeast: number): Promise<void> {
  const limit = AbortSignal.timeout(60_000);
  while ((await partsOf(pid)).length < atLeast) limit.throwIfAborted();
}

const skip = await skipWithoutGateway('envoy');

suite('what a lab of containers leaves in a process that goes on', { skip }, () => {
  before(() => buildWorkloadImages('tcp-echo'));
  afterEach(async () => assert.deepEqual(await partsOf(process.pid), []));

  test('nothing when the gateway dies of its configuration, whose words are passed on', async () => {
    const wrong = { nginxStreamModule: 'load_module /no/such/module.so;' };
    await assert.rejects(startContainerLab(await layoutOf(OVERLAY), 'nginx', { gateway: wrong }), ({ message }: Error) => {
      assert.match(message, /^lab: weighbridge-\w+-gateway did not start: it ended with exit code 1\n/);
      assert.match(message, /no\/such\/module\.so/);
      return true;
    });
  });

  test('nothing when a pod dies of its arguments, whose words are passed on', async () => {
    const layout = withContainers(await layoutOf(OVERLAY), (container) => ({ ...container, args: ['nope'] }));
    await assert.rejects(startContainerLab(layout, 'envoy'), /tcp-echo\.tcp-echo-v[12]\.0 did not start: [\s\S]*usage/);
  });

  test('nothing is started when an image is missing', async () => {
    const layout = withContainers(await layoutOf(OVERLAY), (container) => ({ ...container, image: 'tcp-echo:no-such-tag' }));
    const missing =
      /^lab: the image tcp-echo:no-such-tag \(\S+\.yaml:\d+\) is not on this machine, .*docker build --target tcp-echo --tag tcp-echo:no-such-tag \.$/;
    // The machine's fault, not that of the manifests.
    await assert.rejects(startContainerLab(layout, 'envoy'), { name: 'Error', message: missing });
  });

  test('a gateway that ends by itself is told, and the rest goes when the lab is stopped', async () => {
    const lab = await startContainerLab(await layoutOf(OVERLAY), 'envoy');
    const gateway = (await partsOf(process.pid)).find((name) => name.endsWith('-gateway')) ?? '';
    assert.equal((await docker('kill', gateway)).code, 0);
    assert.match(await lab.died, /^the container of envoy is not there any more: it ended with exit code 137$/);
    await lab.stop();
  });
});

suite('a lab of containers whose pod ends', { skip }, () => {
  before(() => buildWorkloadImages('tcp-echo'));

  test('tells which, and leaves nothing', async () => {
    const lab = await startContainerLab(await layoutOf(OVERLAY), 'envoy');
    const pod = (await partsOf(process.pid)).find((name) => name.endsWith('tcp-echo-v2.0')) ?? '';
    assert.equal((await docker('kill', pod)).code, 0);
    assert.equal(await lab.died, 'the pod tcp-echo/tcp-echo-v2/0 ended with exit code 137');
    await lab.stop();
    assert.deepEqual(await partsOf(process.pid), []);
  });
});

suite('what a lab of containers leaves when its process ends', { skip, concurrency: 2 }, () => {
  before(() => buildWorkloadImages('tcp-echo'));

  test('nothing when its process exits', async (context) => {
    const exiting = runLab(context, 'exit');
    assert.deepEqual(await exiting.ended, [7, null]);
    assert.deepEqual(await partsOf(exiting.pid), []);
  });

  test('nothing when its process ends by a fault', async (context) => {
    const throwing = runLab(context, 'throw');
    assert.deepEqual(await throwing.ended, [1, null]);
    assert.deepEqual(await partsOf(throwing.pid), []);
  });

  for (const signal of ['SIGINT', 'SIGHUP'] as const) {
    test(`nothing after ${signal}, which still ends the process as it would without a lab`, async (context) => {
      const { child, pid, ended } = runLab(context, 'wait');
      await untilSaid(child, 'up');
      assert.equal((await partsOf(pid)).length, PARTS);
      child.kill(signal);
      assert.deepEqual(await ended, [null, signal]);
      assert.deepEqual(await partsOf(pid), []);
    });
  }

  test('nothing after SIGTERM while its containers start', async (context) => {
    const { child, pid, ended } = runLab(context, 'wait');
    await untilParts(pid, 2);
    child.kill('SIGTERM');
    assert.deepEqual(await ended, [null, 'SIGTERM']);
    assert.deepEqual(await partsOf(pid), []);
  });

  test('what a killed process leaves, the next start removes; what a running one has, stays', async (context) => {
    const { child, pid, ended } = runLab(context, 'wait');
    await untilSaid(child, 'up');
    await stopTwice();
    assert.equal((await partsOf(pid)).length, PARTS, 'a lab must not touch another one that runs');
    child.kill('SIGKILL');
    await ended;
    assert.equal((await partsOf(pid)).length, PARTS);
    const next = await startContainerLab(await layoutOf(OVERLAY), 'envoy');
    context.after(() => next.stop());
    assert.deepEqual(await partsOf(pid), []);
  });
});

/** Nothing is left by an ordinary end either, however often it is asked for; and its gateway has not died then. */
async function stopTwice(): Promise<void> {
  const lab = await startContainerLab(await layoutOf(OVERLAY), 'envoy');
  let death: string | null = null;
  lab.died.then((why) => {
    death = why;
  });
  assert.equal((await partsOf(process.pid)).length, PARTS);
  await Promise.all([lab.stop(), lab.stop()]);
  await lab.stop();
  assert.deepEqual(await partsOf(process.pid), []);
  assert.equal(death, null);
}
