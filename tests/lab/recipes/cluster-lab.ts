import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { REPOSITORY } from '../run-program.ts';

/** A lab that stands for the cluster of a page. */
export interface ClusterLab {
  /** The port of the listener, in front of the objects as they are now: the lab is started anew after a change. */
  portNow(): Promise<number>;
  stop(): Promise<void>;
}

/** A lab of the objects in `file`; `listener` is how its address line ends, such as `shop.shop:80 without`. */
export function clusterLab(file: string, listener: string): ClusterLab {
  let running: { readonly of: string; readonly port: number; stop(): Promise<void> } | null = null;
  const stop = async () => {
    await running?.stop();
    running = null;
  };
  return {
    stop,
    portNow: async () => {
      const of = existsSync(file) ? readFileSync(file, 'utf8') : '';
      if (running?.of !== of) {
        await stop();
        running = { of, ...(await start(file, listener)) };
      }
      return running.port;
    },
  };
}

async function start(file: string, listener: string) {
  const child = spawn(process.execPath, [`${REPOSITORY}harness/bin.js`, 'lab', file], { stdio: ['ignore', 'pipe', 'pipe'] });
  let [text, errors] = ['', ''];
  const closed = once(child, 'close');
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    errors += chunk;
  });
  const stop = async () => {
    child.kill('SIGINT');
    await closed;
  };
  await new Promise<void>((resolve, reject) => {
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      if (text.includes('Ctrl-C')) resolve();
    });
    closed.then(() => reject(new Error(`the lab ended: ${errors}`)));
  });
  const port = new RegExp(`127\\.0\\.0\\.1:(\\d+)/?  ${listener.replaceAll('.', '\\.')}$`, 'm').exec(text)?.[1];
  if (port === undefined) {
    await stop();
    throw new Error(`no listener "${listener}" in\n${text}`);
  }
  return { port: Number(port), stop };
}
