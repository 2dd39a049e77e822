interface Entry {
  readonly bytes: Buffer;
  readonly label: string | null;
}

const MOST_ENTRIES = 1024;
const MOST_BYTES = 2 ** 20;
/** A hostile target can make answers that hash alike; no bucket is searched further than this. */
const MOST_ALIKE = 8;
/** Bytes hashed at each end; what differs only between them is told apart by comparison. */
const HASHED_BYTES = 48;

/** FNV-1a over both ends and the length. */
const hashOf = (bytes: Buffer): number => {
  let hash = 0x811c9dc5 ^ bytes.length;
  const headEnd = Math.min(bytes.length, HASHED_BYTES);
  for (let index = 0; index < headEnd; index += 1) {
    hash = Math.imul(hash ^ (bytes[index] ?? 0), 0x01000193);
  }
  for (let index = Math.max(headEnd, bytes.length - HASHED_BYTES); index < bytes.length; index += 1) {
    hash = Math.imul(hash ^ (bytes[index] ?? 0), 0x01000193);
  }
  return hash;
};

/**
 * Remembers which label the deciding bytes of an answer gave, so that a repeated answer is neither decoded nor parsed again. At most 1,024
 * entries and 1 MiB; when full it starts afresh, which costs time and never a wrong label. `read` must depend on the text alone.
 * Bytes are read as UTF-8, invalid ones as U+FFFD.
 */
export const createLabelCache = (read: (text: string) => string | null): ((bytes: Buffer) => string | null) => {
  const buckets = new Map<number, Entry[]>();
  const decoder = new TextDecoder();
  let entryCount = 0;
  let byteCount = 0;

  const remember = (hash: number, entry: Entry): void => {
    if (entryCount >= MOST_ENTRIES || byteCount + entry.bytes.length > MOST_BYTES) {
      buckets.clear();
      entryCount = 0;
      byteCount = 0;
    }
    const bucket = buckets.get(hash) ?? [];
    if (bucket.length >= MOST_ALIKE) {
      return;
    }
    bucket.push(entry);
    buckets.set(hash, bucket);
    entryCount += 1;
    byteCount += entry.bytes.length;
  };

  return (bytes) => {
    const hash = hashOf(bytes);
    const known = buckets.get(hash)?.find((entry) => entry.bytes.equals(bytes));
    if (known !== undefined) {
      return known.label;
    }
    const label = read(decoder.decode(bytes));
    // The driver reuses its buffers: keep a copy.
    remember(hash, { bytes: Buffer.from(bytes), label });
    return label;
  };
};
