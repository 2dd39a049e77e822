import { fileURLToPath } from 'node:url';
import type { LoadTool } from './load-tool.ts';
import { PrintedJson } from './printed-json.ts';

const SCRIPT = fileURLToPath(new URL('./k6-script.js', import.meta.url));

export const k6: LoadTool = {
  name: 'k6',
  hint: 'apt-get install golang, then go install go.k6.io/k6@latest, with the bin folder of go env GOPATH on PATH',
  version: { program: 'k6', args: ['version'] },
  command: ({ target, connections, requests }) => ({
    program: 'k6',
    args: ['run', '--quiet', '--no-usage-report', SCRIPT],
    env: {
      BENCH_URL: target.url,
      BENCH_CONNECTIONS: String(connections),
      BENCH_REQUESTS: String(requests),
      GOMAXPROCS: '1',
    },
  }),
  // What the script's handleSummary prints.
  read: (stdout) => {
    const printed = new PrintedJson(stdout, 'k6');
    return {
      requests: printed.number('requests'),
      failures: printed.number('failures'),
      perSecond: printed.number('perSecond'),
    };
  },
};
