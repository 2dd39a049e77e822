import { BALANCES, GATEWAY_KINDS, type GatewayKind } from './gateway-kind.ts';
import type { GatewayOptions } from './gateway-options.ts';

/** A gateway and how it spreads weights. */
export interface GatewayChoice {
  readonly kind: GatewayKind;
  readonly options: GatewayOptions;
}

type BalanceOf<Kind extends GatewayKind> = (typeof BALANCES)[Kind][number];
/** `nginx`, `nginx:rotation`. */
export type GatewayChoiceName = GatewayKind | { [Kind in GatewayKind]: `${Kind}:${BalanceOf<Kind>}` }[GatewayKind];

/** Every gateway with every way of splitting that it has, by name: `envoy`, `nginx`, `nginx:split_clients` … */
export const GATEWAY_CHOICES: readonly GatewayChoiceName[] = GATEWAY_KINDS.flatMap((kind) => [
  kind,
  ...BALANCES[kind].map((balance) => `${kind}:${balance}` as GatewayChoiceName),
]);

/**
 * What a name of `GATEWAY_CHOICES` stands for; the plain name of a gateway is its first way of splitting.
 *
 * @example parseGatewayChoice('haproxy:rotation') gives { kind: 'haproxy', options: { haproxyBalance: 'rotation' } }
 * @throws RangeError listing the names where it is none of them
 */
export function parseGatewayChoice(text: string): GatewayChoice {
  const [kind, balance] = text.split(':');
  if (!(GATEWAY_CHOICES as readonly string[]).includes(text))
    throw new RangeError(`${JSON.stringify(text)} is no gateway; there are ${GATEWAY_CHOICES.join(', ')}`);
  switch (kind as GatewayKind) {
    case 'envoy':
      return { kind: 'envoy', options: {} };
    case 'nginx':
      return { kind: 'nginx', options: { nginxBalance: BALANCES.nginx.find((one) => one === balance) ?? BALANCES.nginx[0] } };
    case 'haproxy':
      return {
        kind: 'haproxy',
        options: { haproxyBalance: BALANCES.haproxy.find((one) => one === balance) ?? BALANCES.haproxy[0] },
      };
  }
}
