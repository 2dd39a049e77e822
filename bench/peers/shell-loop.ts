import type { Command } from '../measure/command.ts';

/** What articles type to see how traffic is split. */
export interface ShellLoop {
  /** As a person would write it down. */
  readonly name: string;
  readonly command: Command;
  readonly needs: { readonly program: string; readonly hint: string };
}

/** The loop for a target: curl for HTTP, nc for TCP. Both end in `sort | uniq -c`. */
export function shellLoop(url: string, requests: number): ShellLoop {
  const { protocol, hostname, port } = new URL(url);
  const [ask, short, needs] =
    protocol === 'tcp:'
      ? // -N sends the end of the input on: without it nc would wait for the peer.
        [
          `echo hello | nc -N ${hostname} ${port}`,
          'echo hello | nc -N HOST PORT',
          { program: 'nc', hint: 'apt-get install netcat-openbsd' },
        ]
      : [`curl -s ${url}`, 'curl -s URL', { program: 'curl', hint: 'apt-get install curl' }];
  const loop = (question: string, count: string): string => `for i in $(seq ${count}); do ${question}; done | sort | uniq -c`;
  return {
    name: loop(short, 'N'),
    command: { program: 'bash', args: ['-c', loop(ask, String(requests))] },
    needs,
  };
}

/** How many answers `uniq -c` has counted. */
export function countedAnswers(printed: string): number {
  return [...printed.matchAll(/^\s*(\d+) /gm)].reduce((sum, match) => sum + Number(match[1]), 0);
}
