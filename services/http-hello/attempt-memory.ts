/** Request ids that are remembered; the least recently used is forgotten first. */
const MAX_IDS = 10_000;

/** Counts attempts per request id, in bounded memory. */
export class AttemptMemory {
  readonly #attempts = new Map<string, number>();
  readonly #maxIds: number;

  constructor(maxIds: number = MAX_IDS) {
    this.#maxIds = maxIds;
  }

  /** Notes one more attempt of this id and returns its number, 1 for the first. */
  next(id: string): number {
    const attempt = (this.#attempts.get(id) ?? 0) + 1;
    // Deleted and set again, so that the map's insertion order is the order of last use.
    this.#attempts.delete(id);
    this.#attempts.set(id, attempt);
    if (this.#attempts.size > this.#maxIds) {
      for (const oldest of this.#attempts.keys()) {
        this.#attempts.delete(oldest);
        break;
      }
    }
    return attempt;
  }

  /** Ids remembered at present. */
  get size(): number {
    return this.#attempts.size;
  }
}
