import { LabError } from '../lab-error.ts';
import type { Layout } from '../layout/layout.ts';
import type { GatewayKind } from './gateway-kind.ts';
import type { GatewayOptions } from './gateway-options.ts';
import { ROTATION } from './haproxy/backends.ts';
import { balanceLacks } from './lacks/balance-lacks.ts';
import type { NotExpressible } from './lacks/lack.ts';
import { listenerLacks } from './lacks/listener-lacks.ts';
import { policyLacks } from './lacks/policy-lacks.ts';
import { ruleLacks } from './lacks/rule-lacks.ts';
import { listOrder } from './nginx/targets.ts';
import type { ListOrder } from './plan/one-list.ts';

export type { NotExpressible } from './lacks/lack.ts';

/** Everything in a layout that a gateway cannot do, by file and line; empty where it can stand for all of it. */
export function notExpressible(kind: GatewayKind, layout: Layout, options: GatewayOptions = {}): readonly NotExpressible[] {
  const { table, listeners } = layout;
  const own = [
    ...listeners.flatMap((listener) => listenerLacks(kind, listener)),
    ...table.entries.flatMap(({ hosts }) => hosts.flatMap((host) => ruleLacks(kind, host))),
    ...table.policies.flatMap((policy) => policyLacks(kind, policy)),
  ];
  const order = orderOf(kind, options);
  // Only a layout that a gateway can plan has splits to look at.
  const lacks = own.length > 0 || order === null ? own : balanceLacks(layout, order);
  const distinct = new Map(lacks.map((lack) => [`${lack.place.file}:${lack.place.line} ${lack.field} ${lack.reason}`, lack]));
  return [...distinct.values()].toSorted(
    (a, b) => a.place.file.localeCompare(b.place.file) || a.place.line - b.place.line || a.field.localeCompare(b.field),
  );
}

/** How a gateway splits where it has one list of all servers; null where it draws the version first. */
function orderOf(kind: GatewayKind, { nginxBalance, haproxyBalance }: GatewayOptions): ListOrder | null {
  if (kind === 'nginx') return nginxBalance === undefined ? null : listOrder(nginxBalance);
  return kind === 'haproxy' && haproxyBalance === 'rotation' ? ROTATION : null;
}

/** @throws LabError naming the first field that the gateway cannot do */
export function refuseNotExpressible(kind: GatewayKind, layout: Layout, options: GatewayOptions = {}): void {
  const [first, ...others] = notExpressible(kind, layout, options);
  if (first === undefined) return;
  const more = others.length === 0 ? '' : ` (and ${others.length} more)`;
  const fix = kind === 'envoy' ? 'leave it out for the lab' : 'use the gateway envoy, or leave it out for the lab';
  throw new LabError(first.place, `${first.field}: ${first.reason}${more}`, fix);
}
