import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { describe, it } from 'node:test';
import type { PodContainer } from '../../../../harness/lab/containers/container-pods.ts';
import { watchPods } from '../../../../harness/lab/containers/pod-deaths.ts';
import type { ContainerRun } from '../../../../harness/lab/containers/run-container.ts';
import { RUN_LABEL } from '../../../../harness/lab/containers/run-labels.ts';

const PODS = ['a', 'b'].map((name) => ({
  name: `run-${name}`,
  pod: { id: `shop/${name}/0` },
})) as unknown as readonly PodContainer[];

const dies = (name: string, exitCode = '137') =>
  `${JSON.stringify({ Type: 'container', Action: 'die', Actor: { Attributes: { name, exitCode } } })}\n`;

/** A watch, the engine's stream of events, and what has been told so far. */
async function watching() {
  const events = new PassThrough();
  const asked: unknown[] = [];
  const getEvents = async (options: unknown) => {
    asked.push(options);
    return events;
  };
  const run = { engine: { client: { container: { dockerode: { getEvents } } } }, id: '12ab' } as unknown as ContainerRun;
  const watch = await watchPods(run, PODS);
  const told: string[] = [];
  watch.died.then((why) => told.push(why));
  const settled = () => new Promise((resolve) => setImmediate(resolve));
  return { events, asked, watch, told, settled };
}

describe('the watch over pods in containers', () => {
  it('asks for the ends of its own run only', async () => {
    const { asked, watch } = await watching();
    assert.deepEqual(asked, [{ filters: { type: ['container'], event: ['die'], label: [`${RUN_LABEL}=12ab`] } }]);
    watch.close();
  });

  it('tells the first pod that ends, however the stream is cut, and passes over the gateway', async () => {
    const { events, told, settled } = await watching();
    events.write(dies('run-gateway'));
    await settled();
    assert.deepEqual(told, []);
    const text = dies('run-b') + dies('run-a', '1');
    events.write(text.slice(0, 40));
    await settled();
    events.write(text.slice(40));
    await settled();
    assert.deepEqual(told, ['the pod shop/b/0 ended with exit code 137']);
  });

  it('tells when the engine falls silent', async () => {
    const { events, told, settled } = await watching();
    events.destroy(new Error('connection lost'));
    await settled();
    assert.deepEqual(told, ['the Docker Engine does not tell any more whether the pods run']);
  });

  it('tells nothing of what ends after it was closed', async () => {
    const { events, watch, told, settled } = await watching();
    watch.close();
    // Read before, handed on after.
    events.emit('data', Buffer.from(dies('run-a')));
    await settled();
    assert.ok(events.destroyed);
    assert.deepEqual(told, []);
  });
});
