import { getCompileCacheDir } from 'node:module';
import { Worker } from 'node:worker_threads';
import type { LabelCount } from './thread-counts.ts';
import type { FromThread, ThreadPart, ThreadStart, ThreadWork, ToThread } from './thread-messages.ts';

/** A thread at work, seen from the main thread. All promises reject with whatever the thread threw. */
export interface Thread {
  /** It can begin at once. */
  readonly loaded: Promise<void>;
  /** It is ready to count, or never will be because it has ended. */
  readonly warm: Promise<void>;
  /** What it measured. */
  readonly part: Promise<ThreadPart>;
  tell(order: ToThread): void;
  /** Ends it, whatever it does. */
  close(): Promise<void>;
}

/** What a thread says while it works. */
export interface ThreadListener {
  version(label: string): void;
  overCap(): void;
  /** Its answers per version so far. */
  counted?(thread: number, counts: readonly LabelCount[]): void;
}

// The package holds compiled code under the same name; Node strips no types under node_modules.
const ENTRY = import.meta.url.endsWith('.ts') ? new URL('./worker.ts', import.meta.url) : new URL('./worker.js', import.meta.url);

/** Starts a thread on its part of a plan; it waits for `go`. `entry`: what it runs. */
export function startThread(work: ThreadWork, listener: ThreadListener, entry: URL = ENTRY): Thread {
  const loaded = Promise.withResolvers<void>();
  const warm = Promise.withResolvers<void>();
  const part = Promise.withResolvers<ThreadPart>();
  // Whoever waits hears of it; the other promises may have nobody who waits any more.
  loaded.promise.catch(() => {});
  warm.promise.catch(() => {});
  part.promise.catch(() => {});
  const fail = (error: unknown): void => {
    loaded.reject(error);
    warm.reject(error);
    part.reject(error);
  };
  const workerData: ThreadStart = { work, keepsCompiled: getCompileCacheDir() !== undefined };
  const worker = new Worker(entry, { workerData });
  worker.on('message', (message: FromThread) => {
    switch (message.kind) {
      case 'loaded':
        return loaded.resolve();
      case 'warm':
        return warm.resolve();
      case 'version':
        return listener.version(message.label);
      case 'counts':
        return listener.counted?.(work.thread, message.counts);
      case 'over-cap':
        return listener.overCap();
      case 'part':
        warm.resolve();
        return part.resolve(message.part);
    }
  });
  worker.on('error', fail);
  worker.on('messageerror', fail);
  worker.on('exit', (code) => fail(new Error(`thread ${work.thread + 1} ended with ${code} before it reported`)));
  return {
    loaded: loaded.promise,
    warm: warm.promise,
    part: part.promise,
    tell: (order) => worker.postMessage(order),
    close: async () => {
      await worker.terminate();
    },
  };
}
