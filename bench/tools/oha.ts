import type { LoadTool } from './load-tool.ts';
import { PrintedJson } from './printed-json.ts';

export const oha: LoadTool = {
  name: 'oha',
  hint: 'apt-get install cargo cmake, then cargo install oha, with ~/.cargo/bin on PATH',
  version: { program: 'oha', args: ['--version'] },
  command: ({ target, connections, requests }) => ({
    // Its threads are as many as the cores it may run on.
    program: 'taskset',
    args: [
      ...['--cpu-list', '0', 'oha', '--no-tui', '--output-format', 'json', '--redirect', '0'],
      ...['-n', String(requests), '-c', String(connections), target.url],
    ],
  }),
  read: (stdout) => {
    const printed = new PrintedJson(stdout, 'oha');
    const statuses = printed.counts('statusCodeDistribution');
    const answered = statuses.reduce((sum, [, count]) => sum + count, 0);
    const unanswered = printed.counts('errorDistribution').reduce((sum, [, count]) => sum + count, 0);
    const right = statuses.find(([code]) => code === '200')?.[1] ?? 0;
    return {
      requests: answered + unanswered,
      failures: answered - right + unanswered,
      perSecond: printed.number('summary', 'requestsPerSec'),
    };
  },
};
