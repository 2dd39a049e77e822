import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Config } from './config.ts';
import { HELP, readArguments, USAGE, UsageError } from './config.ts';
import { endpointText, ListenError } from './listener.ts';
import { Log } from './log.ts';
import { withoutControls } from './printable.ts';
import { EchoServer } from './server.ts';
import { unblock } from './unblock.ts';

// Whoever reads the log gets this long to take its last lines.
const LAST_LOG_MS = 100;

/** Exit codes of a second signal: 128 and the signal's number. */
const AT_ONCE = { SIGINT: 130, SIGTERM: 143 } as const;

/** Resolves at the first SIGTERM or SIGINT; the second one ends the program at once. Explicit handlers also work as process 1 of a container. */
function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    let asked = false;
    for (const [signal, exitCode] of Object.entries(AT_ONCE)) {
      process.on(signal, () => {
        if (asked) process.exit(exitCode);
        asked = true;
        resolve();
      });
    }
  });
}

async function serve(config: Config): Promise<void> {
  const stopped = stopSignal();
  const log = new Log(process.stdout, config.prefix, !config.quiet);
  const server = new EchoServer(config, log);
  const endpoints = await server.listen();
  if (config.host === null && endpoints.some(({ address }) => address === '0.0.0.0')) {
    process.stderr.write('IPv6 is off on this machine: listening on IPv4 only\n');
  }
  for (const endpoint of endpoints) log.note(`listening on ${endpointText(endpoint)}, prefix: ${withoutControls(config.prefix)}`);
  await stopped;
  await server.drain();
  await Promise.race([log.flushed(), sleep(LAST_LOG_MS)]);
  process.exit(0);
}

async function main(): Promise<void> {
  unblock(process.stdout);
  // A reader that has left is no reason to stop.
  process.stdout.on('error', () => {});
  process.stderr.on('error', () => {});
  const wanted = readArguments(process.argv.slice(2));
  if (wanted === 'help') process.stdout.write(HELP);
  else await serve(wanted);
}

try {
  await main();
} catch (error) {
  if (!(error instanceof UsageError || error instanceof ListenError)) throw error;
  process.stderr.write(`${error.message}\n${USAGE}\n`);
  process.exit(error instanceof UsageError ? 2 : 1);
}
