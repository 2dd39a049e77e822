import { fileURLToPath } from 'node:url';
import type { LoadTool } from './load-tool.ts';
import { PrintedJson } from './printed-json.ts';

const PROGRAM = fileURLToPath(new URL('../peers/bare-tcp-loop.ts', import.meta.url));

/** A program of our own: what `node:net` can do when nothing is done with the answers. */
export const bareLoop: LoadTool = {
  // Its version is Node's.
  name: 'bare loop on node:net, Node',
  hint: 'npm ci',
  version: { program: process.execPath, args: ['--version'] },
  command: ({ target, connections, requests }) => ({
    program: process.execPath,
    args: [PROGRAM, target.url, String(requests), String(connections)],
  }),
  read: (stdout) => {
    const printed = new PrintedJson(stdout, 'the bare loop');
    const requests = printed.number('requests');
    return {
      requests,
      failures: printed.number('failures'),
      perSecond: (requests / printed.number('elapsedMs')) * 1000,
    };
  },
};
