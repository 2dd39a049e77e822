import assert from 'node:assert/strict';
import { send } from './request.ts';

/** A counter of a running Envoy; 0 for one that it has not made yet. */
export async function counter(adminPort: number, name: string): Promise<number> {
  const { status, body } = await send(adminPort, { path: '/stats', host: 'admin' });
  assert.equal(status, 200);
  const line = body.split('\n').find((one) => one.startsWith(`${name}: `));
  return Number(line?.slice(name.length + 2) ?? 0);
}
