import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { describe, it } from 'node:test';
import type { EvidenceLog } from '../../../../harness/lab/evidence-log.ts';
import { type PodSurroundings, startPods } from '../../../../harness/lab/processes/pods.ts';
import { layoutOf } from '../gateways/laid-out.ts';
import { MIRRORED, ONE_POD } from '../one-pod.ts';
import { podPids } from '../pod-pids.ts';

const ALONE: PodSurroundings = { addressOf: () => '127.0.0.1:9', outside: () => null, witnesses: null };

/** A client's only endpoint lies outside. */
const OUTSIDE = `
apiVersion: networking.istio.io/v1
kind: ServiceEntry
metadata: { name: far }
spec:
  hosts: [far.example]
  ports: [{ number: 80, name: http, protocol: HTTP }]
  resolution: STATIC
  endpoints: [{ address: 203.0.113.10, ports: { http: 15443 } }]
---`;

/** A log that keeps what is written to it, and tells when `awaited` has come. */
function keptLog(awaited: string) {
  const kept = { text: '' };
  const { promise, resolve } = Promise.withResolvers<void>();
  const log: EvidenceLog = {
    writer: () => (text) => {
      kept.text += text;
      if (kept.text.includes(awaited)) resolve();
    },
    failed: new Promise(() => {}),
    close: async () => {},
  };
  return { log, kept, hasCome: promise };
}

const refusesConnections = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(!socket.destroy())).once('error', () => resolve(true));
  });

describe('pods as processes', { timeout: 60_000 }, () => {
  it('answer where the gateway is told, each for its own version, and are gone when they are stopped', async () => {
    const layout = layoutOf(MIRRORED);
    const before = process.listenerCount('exit');
    const pods = await startPods(layout, ALONE);
    const [service] = layout.table.services;
    const addresses = service!.endpoints.map((endpoint) => pods.addressesOf(endpoint, service!.ports[0]!));
    assert.deepEqual(
      addresses.map(({ length }) => length),
      [1, 1, 0, 0],
    );
    for (const { host, port } of addresses.flat())
      assert.match(await (await fetch(`http://${host}:${port}/hello/eric`)).text(), /^Hello eric/);
    await pods.stop();
    await pods.stop();
    for (const { port } of addresses.flat()) assert.ok(await refusesConnections(port));
    assert.equal(process.listenerCount('exit'), before);
  });

  it('tell which of them ends by itself and how, and nothing when they are stopped', async () => {
    const before = process.listenerCount('exit');
    const pods = await startPods(layoutOf(MIRRORED), ALONE);
    const [first, ...others] = podPids();
    assert.equal(others.length, 1);
    process.kill(first!, 'SIGKILL');
    assert.match(await pods.died, /^the pod default\/shop-v[12]\/0 ended with SIGKILL$/);
    await pods.stop();
    const stopped = await startPods(layoutOf(MIRRORED), ALONE);
    let death: string | null = null;
    stopped.died.then((why) => {
      death = why;
    });
    await stopped.stop();
    await new Promise(setImmediate);
    assert.equal(death, null);
    assert.equal(process.listenerCount('exit'), before);
  });

  it('write requests down where they are witnesses, and only there', async () => {
    const layout = layoutOf(MIRRORED);
    const { log, kept, hasCome } = keptLog('copied-1');
    const pods = await startPods(layout, { ...ALONE, witnesses: { podIds: new Set(['default/shop-v2/0']), log } });
    const [service] = layout.table.services;
    const [v1, v2] = service!.endpoints.flatMap((endpoint) => pods.addressesOf(endpoint, service!.ports[0]!));
    const ask = (port: number, id: string) =>
      fetch(`http://127.0.0.1:${port}/hello/eric`, { headers: { 'x-weighbridge-id': id } }).then((answer) => answer.text());
    await ask(v1!.port, 'answered-1');
    await ask(v2!.port, 'copied-1');
    await hasCome;
    await pods.stop();
    assert.doesNotMatch(kept.text, /answered-1/);
  });

  it('that cannot be run are told before anything starts', async () => {
    const before = process.listenerCount('exit');
    const foreign = layoutOf(MIRRORED.replace('http-hello:1', 'nginx:1.29'));
    await assert.rejects(startPods(foreign, ALONE), {
      name: 'LabError',
      message: /^a\.yaml:\d+: the lab cannot run the image nginx:1\.29; use tcp-echo or http-hello, /,
    });
    assert.equal(process.listenerCount('exit'), before);
  });

  it('are all stopped when one of them does not start', async () => {
    const before = process.listenerCount('exit');
    const broken = layoutOf(
      MIRRORED.replace('image: "http-hello:1",', 'image: "http-hello:1", env: [{ name: HELLO_LANGUAGE, value: klingon }],'),
    );
    await assert.rejects(startPods(broken, ALONE), /^Error: lab: http-hello .*did not start: .*klingon/s);
    assert.equal(process.listenerCount('exit'), before);
  });

  it('reach what lies outside only at a neighbour', async () => {
    const layout = layoutOf(`${ONE_POD}${OUTSIDE}`);
    const far = layout.table.services.find(({ host }) => host === 'far.example');
    const asked: number[] = [];
    const neighbour = { host: '127.0.0.1', port: 12_345 };
    const outside = (port: number) => {
      asked.push(port);
      return port === 15_443 ? neighbour : null;
    };
    const alone = await startPods(layout, ALONE);
    const among = await startPods(layout, { ...ALONE, outside });
    try {
      const [endpoint] = far!.endpoints;
      assert.deepEqual(among.addressesOf(endpoint!, far!.ports[0]!), [{ ...neighbour, weight: 1 }]);
      assert.deepEqual(asked, [15_443]);
      assert.throws(() => alone.addressesOf(endpoint!, far!.ports[0]!), {
        name: 'LabError',
        message:
          /^a\.yaml:\d+: the lab does not leave this machine for 203\.0\.113\.10; use an overlay with stand-ins, or name .* its peer$/,
      });
      assert.deepEqual(among.addressesOf({ ...endpoint!, count: 0 }, far!.ports[0]!), []);
    } finally {
      await Promise.all([alone.stop(), among.stop()]);
    }
  });
});
