import type { LoadTool } from './load-tool.ts';
import { printedNumber } from './printed-number.ts';

export const hey: LoadTool = {
  name: 'hey',
  hint: 'apt-get install hey',
  // It does not tell its version; Debian's package does, where it came from there.
  version: { program: 'sh', args: ['-c', 'command -v hey >&2 && { dpkg-query -W hey || echo; }'] },
  command: ({ target, connections, requests }) => ({
    program: 'hey',
    args: ['-n', String(requests), '-c', String(connections), '-cpus', '1', target.url],
  }),
  read: (stdout) => {
    const statuses = [...stdout.matchAll(/^\s*\[(\d{3})\]\s+(\d+) responses$/gm)];
    // Requests without an answer stand in a second list, one line for each kind: [count] <TAB> text.
    const errors = stdout.split(/^Error distribution:$/m)[1] ?? '';
    const unanswered = [...errors.matchAll(/^\s*\[(\d+)\]/gm)].reduce((sum, match) => sum + Number(match[1]), 0);
    const answered = statuses.reduce((sum, match) => sum + Number(match[2]), 0);
    const right = statuses.filter((match) => match[1] === '200').reduce((sum, match) => sum + Number(match[2]), 0);
    return {
      requests: answered + unanswered,
      failures: answered - right + unanswered,
      perSecond: printedNumber(stdout, /^\s*Requests\/sec:\s*([\d.]+)/m, 'requests per second'),
    };
  },
};
