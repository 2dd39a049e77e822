import { layoutOf } from '../../harness/lab/gateways/laid-out.ts';
import { SHOP, virtualService } from './hand-built.ts';
import type { NamedBackends } from './named-backends.ts';
import { type Received, type Sent, send } from './request.ts';

/** The gateway of `SHOP`. */
export const INGRESS = 'gateway ingress :80';

/** What Envoy's counters of a version of `SHOP` begin with. */
export const clusterOf = (version: string) => `cluster.outbound|80|${version}|shop.default.svc.cluster.local`;

/** Rules at the gateway, in order. */
export const rules = (...texts: readonly string[]) => layoutOf([SHOP, virtualService('rules', ['*'], texts)].join(''));

/** Sends requests that carry the ids 0 to `count` - 1, some at a time. */
export async function sendMany(
  { portOf }: NamedBackends,
  count: number,
  { path = '/', atOnce = 8 }: { readonly path?: string; readonly atOnce?: number } = {},
): Promise<readonly Received[]> {
  const received: Received[] = [];
  const numbers = Array.from({ length: count }, (_, index) => index).values();
  const lane = async () => {
    for (const number of numbers) {
      const sent: Sent = { path, host: 'shop.example.com', headers: { 'x-weighbridge-id': String(number) } };
      received.push(await send(portOf(INGRESS), sent));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return received;
}

/** The id of a request that a backend has seen. */
export const idOf = ({ headers }: NamedBackends['seen'][number]) => String(headers['x-weighbridge-id']);
