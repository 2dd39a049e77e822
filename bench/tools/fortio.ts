import type { LoadTool } from './load-tool.ts';
import { PrintedJson } from './printed-json.ts';

export const fortio: LoadTool = {
  name: 'fortio',
  hint: 'apt-get install golang, then go install fortio.org/fortio@latest, with the bin folder of go env GOPATH on PATH',
  version: { program: 'fortio', args: ['version'] },
  command: ({ target, connections, requests }) => ({
    program: 'fortio',
    args: [
      ...['load', '-quiet', '-qps', '0', '-c', String(connections), '-n', String(requests)],
      ...['-gomaxprocs', '1', '-json', '-', target.url],
    ],
  }),
  read: (stdout) => {
    const printed = new PrintedJson(stdout, 'fortio');
    const requests = printed.number('DurationHistogram', 'Count');
    const right = printed.counts('RetCodes').find(([code]) => code === '200')?.[1] ?? 0;
    return { requests, failures: requests - right, perSecond: printed.number('ActualQPS') };
  },
};
