import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { LabSetup } from '../../../harness/cli/lab-setup.ts';
import { openLabs } from '../../../harness/cli/open-labs.ts';
import { CannotMeasureError, UsageError } from '../../../harness/cli/usage-error.ts';
import type { WholeLab } from '../../../harness/lab/lab.ts';
import { LabError } from '../../../harness/lab/lab-error.ts';
import { HAND_BUILT } from '../../lab/gateways/hand-built.ts';
import { layoutOf } from '../lab/gateways/laid-out.ts';

const layout = layoutOf(HAND_BUILT);
const [listener] = layout.listeners;

/** A gate's lab of the key; its gateway is nginx with rotation, so that both halves of the choice must arrive. */
const setup = (key: string): LabSetup => ({
  key,
  layout,
  peers: [],
  gateway: { kind: 'nginx', options: { nginxBalance: 'rotation' } },
  runtime: 'process',
  listener: listener!,
  notes: [],
});

/** Labs that only write down what happens to them. */
function rehearsed() {
  const log: string[] = [];
  const deaths: (() => void)[] = [];
  const labs = openLabs(async (_layout, { kind, runtime, gateway }) => {
    const number = deaths.length + 1;
    log.push(`start ${number}: ${kind} ${gateway?.nginxBalance} ${runtime}`);
    const died = new Promise<string>((resolve) => deaths.push(() => resolve('gone')));
    const stop = async () => {
      await Promise.resolve();
      log.push(`stopped ${number}`);
    };
    const address = { host: '127.0.0.1', port: number };
    return { listenAt: () => address, admin: address, died, stop, authority: null, evidence: null } satisfies WholeLab;
  });
  return { labs, log, deaths };
}

const START = (number: number) => `start ${number}: nginx rotation process`;

describe('labs of a run', () => {
  it('are shared by gates of the same key that follow each other', async () => {
    const { labs, log } = rehearsed();
    const first = await labs.open(setup('a'));
    assert.equal(await labs.open({ ...setup('a') }), first);
    assert.deepEqual(log, [START(1)]);
    await labs.close();
    assert.deepEqual(log, [START(1), 'stopped 1']);
  });

  it('are stopped before the next one starts, and started again when their turn comes back', async () => {
    const { labs, log } = rehearsed();
    for (const key of ['a', 'b', 'a']) await labs.open(setup(key));
    assert.deepEqual(log, [START(1), 'stopped 1', START(2), 'stopped 2', START(3)]);
    await labs.close();
  });

  it('are started again after a death, and the dead one is cleared away', async () => {
    const { labs, log, deaths } = rehearsed();
    const first = await labs.open(setup('a'));
    deaths[0]?.();
    await first.died;
    assert.notEqual(await labs.open(setup('a')), first);
    assert.deepEqual(log, [START(1), 'stopped 1', START(2)]);
    await labs.close();
  });

  it('are not blamed for the death of the one before', async () => {
    const { labs, log, deaths } = rehearsed();
    await labs.open(setup('a'));
    const second = await labs.open(setup('b'));
    deaths[0]?.();
    await Promise.resolve();
    assert.equal(await labs.open(setup('b')), second);
    assert.deepEqual(log, [START(1), 'stopped 1', START(2)]);
  });

  it('may be closed twice, and when there are none', async () => {
    const { labs, log } = rehearsed();
    await labs.close();
    await labs.open(setup('a'));
    await Promise.all([labs.close(), labs.close()]);
    assert.deepEqual(log, [START(1), 'stopped 1']);
  });

  it('leave nothing behind when one does not start: the next gate gets its own', async () => {
    let attempts = 0;
    const failing = openLabs(async () => {
      attempts += 1;
      throw attempts === 1 ? new Error('nginx is not on PATH') : new LabError({ file: 'a.yaml', line: 1 }, 'no', 'leave it out');
    });
    await assert.rejects(failing.open(setup('a')), new CannotMeasureError('nginx is not on PATH'));
    await assert.rejects(failing.open(setup('a')), new UsageError('--lab: a.yaml:1: no; leave it out'));
    await failing.close();
    assert.equal(attempts, 2);
  });
});
