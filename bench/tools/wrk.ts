import type { LoadTool } from './load-tool.ts';
import { printedNumber } from './printed-number.ts';

export const wrk: LoadTool = {
  name: 'wrk',
  hint: 'apt-get install wrk',
  // It ends with 1 after its version, so something else has to end with 0.
  version: { program: 'sh', args: ['-c', 'command -v wrk >&2 && { wrk -v || true; }'] },
  command: ({ target, connections, seconds }) => ({
    program: 'wrk',
    args: ['-t1', `-c${connections}`, `-d${seconds}s`, target.url],
  }),
  read: (stdout) => ({
    requests: printedNumber(stdout, /^\s*(\d+) requests in /m, 'number of requests'),
    failures:
      sumOf(/^\s*Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)/m.exec(stdout)) +
      sumOf(/^\s*Non-2xx or 3xx responses: (\d+)/m.exec(stdout)),
    perSecond: printedNumber(stdout, /^Requests\/sec:\s*([\d.]+)/m, 'requests per second'),
  }),
};

function sumOf(found: RegExpExecArray | null): number {
  return (found ?? []).slice(1).reduce((sum, text) => sum + Number(text), 0);
}
