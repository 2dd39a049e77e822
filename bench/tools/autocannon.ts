import { fileURLToPath } from 'node:url';
import type { LoadTool } from './load-tool.ts';
import { PrintedJson } from './printed-json.ts';

const PROGRAM = fileURLToPath(new URL('../node_modules/autocannon/autocannon.js', import.meta.url));

export const autocannon: LoadTool = {
  name: 'autocannon',
  hint: 'npm ci --prefix bench',
  version: { program: process.execPath, args: [PROGRAM, '--version'] },
  // By time: with a number of requests it counts on to the next full second, and its rate comes out too low.
  command: ({ target, connections, seconds }) => ({
    program: process.execPath,
    args: [PROGRAM, '-c', String(connections), '-d', String(seconds), '--json', '--no-progress', target.url],
  }),
  read: (stdout) => {
    const printed = new PrintedJson(stdout, 'autocannon');
    const answered = printed.number('requests', 'total');
    return {
      requests: answered + printed.number('errors'),
      failures: printed.number('non2xx') + printed.number('errors'),
      perSecond: answered / printed.number('duration'),
    };
  },
};
