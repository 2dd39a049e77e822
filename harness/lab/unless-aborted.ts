/**
 * What the work comes to, or a rejection as soon as the signal is aborted: the work then goes on unheard, so whoever calls this clears away
 * what it may still leave.
 */
export async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return work;
  let abandon = () => {};
  const aborted = new Promise<never>((_, reject) => {
    abandon = () => reject(new Error('nobody waits for it any more'));
    if (signal.aborted) abandon();
    else signal.addEventListener('abort', abandon, { once: true });
  });
  try {
    // Heard by the race from the start, so a late rejection of either is no unhandled one.
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', abandon);
  }
}
