import { setTimeout as wait } from 'node:timers/promises';

const ASK_AGAIN_MS = 50;
/** For one answer. */
const ANSWER_LIMIT_MS = 2_000;

/**
 * Resolves when a page answers 200. A connection alone says nothing here: Docker accepts on a published port before the program behind it
 * does. Not the HTTP wait of testcontainers, which goes on asking after its container was removed.
 *
 * @param ended resolves when there is nobody left to wait for, with why
 * @throws Error saying what came instead
 */
export async function untilServing(url: string, limitMs: number, ended: Promise<string>): Promise<void> {
  const limit = AbortSignal.timeout(limitMs);
  for (;;) {
    const told = await Promise.race([answer(url), ended]);
    if (told === null) return;
    const death = await Promise.race([wait(ASK_AGAIN_MS, null), ended]);
    if (death !== null) throw new Error(death);
    if (limit.aborted) throw new Error(`its page ${new URL(url).pathname} did not answer within ${limitMs / 1000} s: ${told}`);
  }
}

/** Null for 200, else what happened. */
async function answer(url: string): Promise<string | null> {
  try {
    const { status, body } = await fetch(url, { signal: AbortSignal.timeout(ANSWER_LIMIT_MS) });
    await body?.cancel();
    return status === 200 ? null : `status ${status}`;
  } catch (error) {
    return (error as Error).message;
  }
}
