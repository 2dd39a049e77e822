import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isAbsent } from '../../../harness/drive/absent-address.ts';
import type { FailureReason } from '../../../harness/drive/failure-kind.ts';
import type { LaneOwner, Transport } from '../../../harness/drive/lane.ts';
import { waitUntilReady } from '../../../harness/drive/readiness.ts';
import { planFor } from './rehearsal.ts';

const REFUSED: FailureReason = { kind: 'refused', detail: 'connect ECONNREFUSED', lasting: false };
const TLS: FailureReason = { kind: 'tls', detail: 'wrong version number', lasting: false };
/** What a machine says that has no such address, or no port left for it. */
const noPort = (address: string): FailureReason => ({
  kind: 'local',
  detail: 'no free local port',
  lasting: false,
  lack: { what: 'port', code: 'EADDRNOTAVAIL', address },
});
const CERTIFICATE: FailureReason = { kind: 'tls', detail: 'self-signed certificate', lasting: true };

/** A transport on which probe after probe meets the next fate; the last one repeats. */
function scripted(...fates: (FailureReason | 'answer' | 'silence')[]): Transport & { readonly probes: () => number } {
  let probes = 0;
  const send = (owner: LaneOwner): void => {
    const fate = fates[Math.min(probes++, fates.length - 1)]!;
    setImmediate(() => {
      if (fate === 'answer') owner.answered(503, [], Buffer.alloc(0));
      else if (fate !== 'silence') owner.failed(fate);
    });
  };
  const openLane = (owner: LaneOwner) => ({ connection: 0, phase: 'connecting', send: () => send(owner), cancel() {} }) as const;
  return { opened: 0, openLane, probes: () => probes };
}

const control = { signal: new AbortController().signal, nowMs: () => performance.now() };
const plan = (readyTimeoutMs: number) => planFor({ scheme: 'tcp', port: 9 }, { readyTimeoutMs });

test('ready at the first answer, whatever its status', async () => {
  const transport = scripted(REFUSED, TLS, 'answer');
  assert.deepEqual(await waitUntilReady(plan(10_000), transport, control), { state: 'ready' });
  assert.equal(transport.probes(), 3);
});

test('no limit, no probe', async () => {
  const transport = scripted('answer');
  assert.deepEqual(await waitUntilReady(plan(0), transport, control), { state: 'ready' });
  assert.equal(transport.probes(), 0);
});

test('tries again with growing pauses and remembers the last error', async () => {
  const transport = scripted(REFUSED, TLS);
  let clockMs = 0;
  const nowMs = (): number => (clockMs += 50);
  assert.deepEqual(await waitUntilReady(plan(400), transport, { ...control, nowMs }), { state: 'never-ready', lastError: TLS });
  assert.equal(transport.probes(), 4);
});

test('a refused certificate ends the wait', async () => {
  const transport = scripted(REFUSED, CERTIFICATE);
  assert.deepEqual(await waitUntilReady(plan(60_000), transport, control), { state: 'never-ready', lastError: CERTIFICATE });
  assert.equal(transport.probes(), 2);
});

test('a silent target costs the limit and not the time-out', async () => {
  const readiness = await waitUntilReady(plan(60), scripted('silence'), control);
  assert.equal(readiness.state, 'never-ready');
  assert.equal(readiness.state === 'never-ready' && readiness.lastError?.kind, 'timeout');
});

test('an abort ends a probe, a pause and the wait before the first probe', async () => {
  for (const [fate, turns] of [
    ['silence', 1],
    [REFUSED, 3],
    ['answer', 0],
  ] as const) {
    const abort = new AbortController();
    const transport = scripted(fate);
    if (turns === 0) abort.abort();
    const waited = waitUntilReady(plan(60_000), transport, { ...control, signal: abort.signal });
    for (let turn = 0; turn < turns; turn++) await new Promise((resolve) => setImmediate(resolve));
    abort.abort();
    assert.deepEqual(await waited, { state: 'stopped' });
    assert.equal(transport.probes(), turns === 0 ? 0 : 1);
  }
});

test('a last probe cut short by the limit does not hide why the ones before it failed', async () => {
  const readiness = await waitUntilReady(plan(150), scripted(REFUSED, 'silence'), control);
  assert.deepEqual(readiness, { state: 'never-ready', lastError: REFUSED });
});

test('waits for ports that others may give back', async () => {
  const transport = scripted(noPort('127.0.0.1'), noPort('127.0.0.1'), 'answer');
  assert.deepEqual(await waitUntilReady(plan(10_000), transport, control), { state: 'ready' });
  assert.equal(transport.probes(), 3);
});

test('does not wait for an address that this machine has not', async (t) => {
  if (!(await isAbsent('::1'))) t.diagnostic('IPv6 is on: here the ports would be lacking');
  const transport = scripted(noPort('::1'));
  const readiness = await waitUntilReady(plan((await isAbsent('::1')) ? 60_000 : 100), transport, control);
  assert.equal(readiness.state, 'never-ready');
  if (await isAbsent('::1')) assert.equal(transport.probes(), 1);
});
