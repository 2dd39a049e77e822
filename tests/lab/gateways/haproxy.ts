import { connect } from 'node:net';
import { join } from 'node:path';
import { type RunningGateway, startGateway } from './running-gateway.ts';
import { type Destination, type Split, totalWeight } from './split.ts';

/**
 * How HAProxy spreads the weights: a draw per connection or request, an exact rotation, one server per client address, or
 * `balance random`, which is the less loaded of two draws and does not reproduce the weights.
 */
export type HaproxyBalance = 'random-draw' | 'roundrobin' | 'source' | 'random';

/** Starts HAProxy in front of the destinations. */
export function startHaproxy(mode: 'tcp' | 'http', balance: HaproxyBalance, split: Split): Promise<RunningGateway> {
  const body = balance === 'random-draw' ? randomDraw(split) : balanced(split, balance);
  return startGateway(
    {
      program: 'haproxy',
      fileName: 'haproxy.cfg',
      configuration: (folder) => `${defaults(mode, folder)}${body}`,
      // -db keeps it in the foreground.
      args: (_folder, file) => ['-db', '-f', file],
    },
    split.listenPort,
  );
}

/** The socket in HAProxy's folder that takes commands while it runs. */
const COMMANDS = 'commands.sock';

/** Sends one command to a HAProxy that runs, for example `set weight split/one 60`, and resolves with its answer. */
export async function tellHaproxy(gateway: RunningGateway, command: string): Promise<string> {
  const socket = connect(join(gateway.folder, COMMANDS));
  socket.write(`${command}\n`);
  let answer = '';
  for await (const chunk of socket.setEncoding('utf8')) answer += chunk;
  return answer.trim();
}

function defaults(mode: 'tcp' | 'http', folder: string): string {
  return `
global
  maxconn 4096
  stats socket ${folder}/${COMMANDS} level admin

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

function balanced({ listenPort, destinations }: Split, balance: HaproxyBalance): string {
  return `
listen split
  bind 127.0.0.1:${listenPort}
  balance ${balance}
${destinations.map((one) => `${server(one)} weight ${one.weight}`).join('\n')}
`;
}

function server({ name, port }: Destination): string {
  return `  server ${name} 127.0.0.1:${port}`;
}
