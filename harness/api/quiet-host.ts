import { Readable, Writable } from 'node:stream';
import type { Host } from '../cli/host.ts';

/**
 * Surroundings for a run inside somebody else's program: nothing is read, nothing is printed, no signal is caught and the process is never
 * ended.
 *
 * @param log gets what the command line says on standard error, line by line
 */
export function quietHost(log: (line: string) => void): Host {
  const host: Host = {
    argv: [],
    env: {},
    stdin: Readable.from([]),
    stdout: new Writable({ write: (_chunk, _encoding, done) => done() }),
    stderr: lines(log),
    on: () => host,
    off: () => host,
    exit: () => undefined,
  };
  return host;
}

/** Cuts what is written into lines; what a line break is missing behind waits for it. */
function lines(log: (line: string) => void): Writable {
  let rest = '';
  return new Writable({
    decodeStrings: false,
    write: (chunk, _encoding, done) => {
      const parts = (rest + String(chunk)).split('\n');
      rest = parts.pop() ?? '';
      for (const line of parts) if (line !== '') log(line);
      done();
    },
  });
}
