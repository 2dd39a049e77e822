import type { HaproxyBalance, NginxBalance } from './gateway-kind.ts';

/** What can be chosen beside the routes. Envoy has one way to split. */
export interface GatewayOptions {
  /** How nginx spreads weights; `split_clients` without a word. */
  readonly nginxBalance?: NginxBalance;
  /** The line that loads nginx's stream module; asked of the nginx on PATH where it is left out, empty for the official image. */
  readonly nginxStreamModule?: string;
  /** How HAProxy spreads weights; `random` without a word. */
  readonly haproxyBalance?: HaproxyBalance;
}
