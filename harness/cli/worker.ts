import { enableCompileCache } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';
import type { FromThread, ThreadStart, ToThread } from './thread-messages.ts';

// The entry of a thread. Nothing is caught here: what is thrown ends the thread and is a fault of the program, never a lost request.
const port = parentPort;
if (port === null) throw new Error('worker.ts is started as a thread only');
const { work, keepsCompiled }: ThreadStart = workerData;

const stop = new AbortController();
const go = Promise.withResolvers<void>();
const count = Promise.withResolvers<void>();
port.on('message', (order: ToThread) => {
  if (order === 'go') return go.resolve();
  if (order === 'stop') stop.abort();
  count.resolve();
});
const say = (message: FromThread): void => port.postMessage(message);

// Node keeps compiled code for each thread apart; so this comes before the rest is loaded.
if (keepsCompiled) enableCompileCache();
const { weighPart } = await import('./thread-part.ts');
say({ kind: 'loaded' });
await go.promise;
say({ kind: 'part', part: await weighPart(work, say, { stop: stop.signal, count: count.promise }) });
port.close();
