import type { ContainerRun, RunningContainer } from './run-container.ts';

/** How long a gateway may take until it accepts. Generous: shared machines start slowly. */
const LIMIT_MS = 30_000;
const ASK_AGAIN_MS = 50;

/** Run by the Node of a pod: connects to every port until it was accepted everywhere. */
const ASK = `
const { connect } = require('node:net');
const [host, ...ports] = process.argv.slice(1);
const startedAtMs = Date.now();
const ask = (port) => {
  const socket = connect(Number(port), host, () => socket.destroy());
  socket.on('error', ({ message }) => {
    if (Date.now() - startedAtMs < ${LIMIT_MS}) return setTimeout(ask, ${ASK_AGAIN_MS}, port);
    console.error('nothing accepted within ${LIMIT_MS / 1000} s: ' + message);
    process.exit(1);
  });
};
ports.forEach(ask);
`;

/**
 * Resolves when every port of `host` accepts connections from a pod. Asked from inside: a published port accepts, for Docker does that,
 * before the program behind it does.
 *
 * @throws Error saying which port did not
 */
export async function untilAccepted(
  { engine }: ContainerRun,
  pod: RunningContainer,
  host: string,
  ports: readonly number[],
): Promise<void> {
  const { container } = engine.client;
  const { exitCode, output } = await container.exec(container.getById(pod.id), ['node', '-e', ASK, host, ...ports.map(String)]);
  if (exitCode !== 0) throw new Error(output.trim());
}
