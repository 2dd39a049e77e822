import type { PodContainer } from './container-pods.ts';
import type { ContainerRun } from './run-container.ts';
import { RUN_LABEL } from './run-labels.ts';

/** A watch over the pods of a lab: one stream for all of them, and nothing of what they print. */
export interface PodDeaths {
  /** Resolves when a pod ends by itself, with which and how. */
  readonly died: Promise<string>;
  /** Ends the watch: what ends from now on was ended by us. */
  close(): void;
}

/** What is read of an event of the Docker Engine. */
interface DieEvent {
  readonly Actor: { readonly Attributes: { readonly name: string; readonly exitCode?: string } };
}

/** An answer of the Docker Engine that goes on until it is destroyed. */
type Stream = NodeJS.ReadableStream & { destroy(): void };

/** Begins to watch; to be awaited before the first pod starts, so that no end is missed. */
export async function watchPods({ engine, id }: ContainerRun, pods: readonly PodContainer[]): Promise<PodDeaths> {
  const idOf = new Map(pods.map(({ name, pod }) => [name, pod.id]));
  const stream = (await engine.client.container.dockerode.getEvents({
    filters: { type: ['container'], event: ['die'], label: [`${RUN_LABEL}=${id}`] },
  })) as Stream;
  const { promise: died, resolve } = Promise.withResolvers<string>();
  let isClosed = false;
  const tell = (why: string) => {
    if (!isClosed) resolve(why);
  };
  onLines(stream, (line) => {
    const { name, exitCode } = (JSON.parse(line) as DieEvent).Actor.Attributes;
    const pod = idOf.get(name);
    if (pod !== undefined) tell(`the pod ${pod} ended with exit code ${exitCode ?? 'unknown'}`);
  });
  const lost = () => tell('the Docker Engine does not tell any more whether the pods run');
  stream.once('end', lost).on('error', lost);
  const close = () => {
    isClosed = true;
    stream.destroy();
  };
  return { died, close };
}

function onLines(stream: Stream, take: (line: string) => void): void {
  let begun = '';
  stream.on('data', (chunk: Buffer | string) => {
    const lines = (begun + chunk.toString()).split('\n');
    begun = lines.pop() ?? '';
    for (const line of lines) if (line.trim() !== '') take(line);
  });
}
