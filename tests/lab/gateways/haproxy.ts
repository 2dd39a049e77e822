import { type RunningGateway, startGateway } from './running-gateway.ts';
import { type Destination, type Split, totalWeight } from './split.ts';

/** How HAProxy spreads the weights: a draw per connection or request, or an exact rotation. */
export type HaproxyBalance = 'random-draw' | 'roundrobin';

/** Starts HAProxy in front of the destinations. */
export function startHaproxy(mode: 'tcp' | 'http', balance: HaproxyBalance, split: Split): Promise<RunningGateway> {
  const body = balance === 'random-draw' ? randomDraw(split) : rotation(split);
  return startGateway(
    {
      program: 'haproxy',
      fileName: 'haproxy.cfg',
      configuration: () => `${defaults(mode)}${body}`,
      // -db keeps it in the foreground.
      args: (_folder, file) => ['-db', '-f', file],
    },
    split.listenPort,
  );
}

function defaults(mode: 'tcp' | 'http'): string {
  return `
global
  maxconn 4096

defaults
  mode ${mode}
  timeout connect 5s
  timeout client 30s
  timeout server 30s
`;
}

/**
 * An exact random split. `balance random` is not one: it draws two servers and takes the less loaded. Each rule here draws
 * again, so it decides between one destination and all that come after it.
 */
function randomDraw({ listenPort, destinations }: Split): string {
  const rules = destinations.map(({ name, weight }, index) => {
    const left = totalWeight(destinations.slice(index));
    return left === weight ? `  default_backend ${name}` : `  use_backend ${name} if { rand(${left}) lt ${weight} }`;
  });
  return `
frontend split
  bind 127.0.0.1:${listenPort}
${rules.join('\n')}
${destinations.map((one) => `\nbackend ${one.name}\n${server(one)}\n`).join('')}`;
}

function rotation({ listenPort, destinations }: Split): string {
  return `
listen split
  bind 127.0.0.1:${listenPort}
  balance roundrobin
${destinations.map((one) => `${server(one)} weight ${one.weight}`).join('\n')}
`;
}

function server({ name, port }: Destination): string {
  return `  server ${name} 127.0.0.1:${port}`;
}
