import { fileURLToPath } from 'node:url';
import type { LoadTool } from './load-tool.ts';
import { PrintedJson } from './printed-json.ts';

/** The command under test, as a user starts it. */
export const WEIGHBRIDGE = fileURLToPath(new URL('../../harness/bin.js', import.meta.url));

export const weighbridge: LoadTool = {
  name: 'weighbridge',
  hint: 'npm ci',
  version: { program: process.execPath, args: [WEIGHBRIDGE, '--version'] },
  // Everything else as it comes: versions are read off every answer, and the counts are judged.
  command: ({ target, connections, requests }) => ({
    program: process.execPath,
    args: [
      ...[WEIGHBRIDGE, 'verify', target.url, '--expect', `${target.label}=1`, '--report', 'json'],
      ...['--requests', String(requests), '--connections', String(connections), '--threads', '1'],
    ],
  }),
  read: (stdout) => {
    const printed = new PrintedJson(stdout, 'weighbridge');
    const requests = printed.number('gates', 0, 'measurement', 'sent');
    return {
      requests,
      failures: printed.number('gates', 0, 'unattributed'),
      perSecond: (requests / printed.number('gates', 0, 'measurement', 'elapsedMs')) * 1000,
    };
  },
};
