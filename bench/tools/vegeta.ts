import type { LoadTool } from './load-tool.ts';
import { PrintedJson } from './printed-json.ts';

export const vegeta: LoadTool = {
  name: 'vegeta',
  hint: 'apt-get install golang, then go install github.com/tsenart/vegeta/v12@latest, with the bin folder of go env GOPATH on PATH',
  version: { program: 'vegeta', args: ['-version'] },
  // Its rate 0 means as fast as the workers can; without a limit they would be thousands.
  command: ({ target, connections, seconds }) => ({
    program: 'sh',
    args: [
      '-c',
      'echo "GET $0" | vegeta -cpus 1 attack -rate 0 -max-workers "$1" -workers "$1" -connections "$1" -duration "$2s" | vegeta -cpus 1 report -type json',
      ...[target.url, String(connections), String(seconds)],
    ],
  }),
  read: (stdout) => {
    const printed = new PrintedJson(stdout, 'vegeta');
    const requests = printed.number('requests');
    const right = printed.counts('status_codes').find(([code]) => code === '200')?.[1] ?? 0;
    return { requests, failures: requests - right, perSecond: printed.number('throughput') };
  },
};
