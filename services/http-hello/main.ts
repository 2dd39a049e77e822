import type { Server } from 'node:net';
import { hostname, networkInterfaces } from 'node:os';
import process from 'node:process';
import { Backends } from './backends.ts';
import { type Config, ConfigError, readConfig } from './config.ts';
import { Connections } from './connections.ts';
import { drain } from './drain.ts';
import { EVERY_ADDRESS, listen } from './listen.ts';
import { Metrics } from './metrics.ts';
import { podAddress } from './pod-address.ts';
import { createHelloServer } from './server.ts';
import { Service } from './service.ts';
import { quoted } from './visible-text.ts';

/** Longest time for requests under way after the grace of DRAIN_MS. */
const DRAIN_LIMIT_MS = 10_000;

const print = (line: string): void => void process.stdout.write(`${line}\n`);
const complain = (line: string): void => void process.stderr.write(`${line}\n`);

// Whoever read the output may stop reading; the service goes on.
process.stdout.on('error', () => undefined);
process.stderr.on('error', () => undefined);

const config = configure();
if (config) await serve(config);

function configure(): Config | null {
  try {
    const [argument] = process.argv.slice(2);
    if (argument !== undefined) {
      throw new ConfigError(`argument ${quoted(argument)} is not understood; set variables instead, for example PORT=8001`);
    }
    return readConfig(process.env, podAddress(networkInterfaces()));
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    complain(`http-hello: ${error.message}`);
    process.exitCode = 2;
    return null;
  }
}

async function serve(config: Config): Promise<void> {
  const metrics = new Metrics(config);
  const connections = new Connections();
  const backends = await Backends.of(config);
  const service = new Service(config, hostname(), backends, metrics);
  const parts = { config, service, metrics, log: print, fault: complain };
  const server = createHelloServer({ ...parts, connections });
  // Loaded only when asked for: this program then takes half as long again to start.
  const grpc = config.grpcPort === null ? null : (await import('./grpc-server.ts')).createGrpcServer(parts);
  const stop = async (): Promise<void> => {
    service.draining = true;
    grpc?.stopServing();
    const { drainMs: graceMs, requestTimeoutMs } = config;
    const limitMs = DRAIN_LIMIT_MS;
    const drained = [drain({ server, connections, graceMs, limitMs, requestTimeoutMs }), grpc?.drain({ graceMs, limitMs }) ?? 0];
    const cutOff = (await Promise.all(drained)).reduce((sum, count) => sum + count, 0);
    if (cutOff > 0) complain(`http-hello: ${cutOff} requests were cut off ${DRAIN_LIMIT_MS} ms after the grace`);
    backends.close();
    process.exit(0);
  };
  onSignals(stop);
  // Both ports before the first line: whoever waits for it may use the second port too.
  const bound = await bind(server, 'PORT', config.port, config.host);
  const grpcBound = grpc && (await bind(grpc.server, 'GRPC_PORT', config.grpcPort ?? 0, config.host));
  print(`listening on ${bound}, version: ${config.version}, greeting: ${config.greeting}`);
  if (grpcBound) print(`listening for gRPC on ${grpcBound}`);
}

/** Binds a port and resolves to the bound address as text; when that fails, says why and ends the process. */
async function bind(server: Server, variable: string, port: number, host: string | null): Promise<string> {
  try {
    return await listen(server, port, host === null ? EVERY_ADDRESS : [host]);
  } catch (error) {
    complain(`http-hello: ${bindFailure(`${variable}=${port}`, host, error as NodeJS.ErrnoException)}`);
    process.exit(1);
  }
}

/** The first signal stops in good order, the second at once. */
function onSignals(stop: () => Promise<void>): void {
  let stopping = false;
  const onSignal = (exitCode: number) => (): void => {
    if (stopping) process.exit(exitCode);
    stopping = true;
    void stop();
  };
  process.on('SIGINT', onSignal(130));
  process.on('SIGTERM', onSignal(143));
}

/** `setting` is the variable and its value: `PORT=8001`. */
function bindFailure(setting: string, host: string | null, error: NodeJS.ErrnoException): string {
  const where = host === null ? '' : ` on HOST=${quoted(host)}`;
  if (error.code === 'EADDRINUSE') return `${setting}${where} is taken; stop what listens there or set another port`;
  if (error.code === 'EACCES') return `${setting}${where} is not allowed for this user; set a port above 1023`;
  return `${setting}${where} cannot be bound (${error.message}); set another port or HOST`;
}
