import { tellingLine } from '../gateways/telling-line.ts';
import type { Engine } from './engine.ts';

const KEPT_CHARACTERS = 4_096;

/** What a container says and when it ends. */
export interface OutputWatch {
  /** Begins; to be awaited between the creation of the container and its start, so that nothing is missed. */
  from(id: string): Promise<void>;
  /** Resolves when the container has ended, with its exit code in words. */
  readonly ended: Promise<string>;
  /** The last words it printed. */
  output(): string;
  /** Hands on everything that it prints from now on. */
  follow(reader: (text: string) => void): void;
  /** Stops reading; `ended` then never resolves. */
  leaveAlone(): void;
}

/** Output for the end of a message: all of it, unless one line is known to say why. */
export const lastWords = (output: string): string => (output === '' ? '' : `\n${tellingLine(output) ?? output}`);

/** Attached to, not read from the log: a container that ends at once may be removed, and its log with it, before anybody has looked. */
export function watchOutput({ client }: Engine): OutputWatch {
  let text = '';
  let detach = () => {};
  let handOn = (_text: string) => {};
  const { promise: ended, resolve } = Promise.withResolvers<string>();
  const from = async (id: string) => {
    const container = client.container.getById(id);
    const stream = await client.container.attach(container);
    let isLeft = false;
    stream.on('data', (chunk: string) => {
      text = (text + chunk).slice(-KEPT_CHARACTERS);
      handOn(chunk);
    });
    // Process 1 holds the other end: the stream ends with it.
    stream.once('end', async () => {
      if (!isLeft) resolve(await exitText(() => container.wait()));
    });
    detach = () => {
      isLeft = true;
      stream.destroy();
    };
  };
  const follow = (reader: (text: string) => void) => {
    handOn = reader;
  };
  return { from, ended, output: () => text.trim(), follow, leaveAlone: () => detach() };
}

async function exitText(exitCode: () => Promise<{ readonly StatusCode: number }>): Promise<string> {
  try {
    return `it ended with exit code ${(await exitCode()).StatusCode}`;
  } catch (error) {
    return `it is gone (${(error as Error).message})`;
  }
}
