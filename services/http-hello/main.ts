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
  const backends = new Backends(config);
  const service = new Service(config, hostname(), backends, metrics);
  const server = createHelloServer({ config, service, connections, metrics, log: print, fault: complain });
  const stop = async (): Promise<void> => {
    service.draining = true;
    const { drainMs: graceMs, requestTimeoutMs } = config;
    const cutOff = await drain({ server, connections, graceMs, limitMs: DRAIN_LIMIT_MS, requestTimeoutMs });
    if (cutOff > 0) complain(`http-hello: ${cutOff} requests were cut off ${DRAIN_LIMIT_MS} ms after the grace`);
    backends.close();
    process.exit(0);
  };
  onSignals(stop);
  try {
    const bound = await listen(server, config.port, config.host === null ? EVERY_ADDRESS : [config.host]);
    print(`listening on ${bound}, version: ${config.version}, greeting: ${config.greeting}`);
  } catch (error) {
    complain(`http-hello: ${bindFailure(config, error as NodeJS.ErrnoException)}`);
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

function bindFailure(config: Config, error: NodeJS.ErrnoException): string {
  const where = config.host === null ? '' : ` on HOST=${quoted(config.host)}`;
  if (error.code === 'EADDRINUSE') return `PORT=${config.port}${where} is taken; stop what listens there or set another PORT`;
  if (error.code === 'EACCES') return `PORT=${config.port}${where} is not allowed for this user; set a PORT above 1023`;
  return `PORT=${config.port}${where} cannot be bound (${error.message}); set another PORT or HOST`;
}
