/** A mistyped word is at most this many edits away from the one that was meant. */
const MOST_EDITS = 2;
const MOST_TYPED_CHARACTERS = 64;

/** The candidate that a mistyped word most likely means: the fewest edits away, at most two and less than half the word. Null when none is near. */
export function nearest(typed: string, candidates: readonly string[]): string | null {
  let best: { readonly candidate: string; readonly edits: number } | null = null;
  for (const candidate of candidates) {
    const edits = editDistance(typed, candidate);
    if (edits < (best?.edits ?? MOST_EDITS + 1)) best = { candidate, edits };
    if (edits === 0) break;
  }
  return best !== null && best.edits * 2 < typed.length ? best.candidate : null;
}

/**
 * Insertions, deletions, replacements and swaps of neighbours between two words (optimal string alignment distance); infinity for more than
 * `MOST_EDITS`. What both begin and end with costs nothing and is left out first: a list of a thousand hosts differs in a few characters.
 */
function editDistance(a: string, b: string): number {
  if (a.length > MOST_TYPED_CHARACTERS || Math.abs(a.length - b.length) > MOST_EDITS) return Number.POSITIVE_INFINITY;
  let [start, endOfA, endOfB] = [0, a.length, b.length];
  while (start < endOfA && start < endOfB && a[start] === b[start]) start += 1;
  while (endOfA > start && endOfB > start && a[endOfA - 1] === b[endOfB - 1]) {
    endOfA -= 1;
    endOfB -= 1;
  }
  return differentDistance(a.slice(start, endOfA), b.slice(start, endOfB));
}

function differentDistance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  const at = (i: number, j: number) => rows[i]?.[j] ?? Number.POSITIVE_INFINITY;
  for (let i = 1; i <= a.length; i += 1) {
    rows.push([i]);
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = at(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped =
        i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? at(i - 2, j - 2) + 1 : Number.POSITIVE_INFINITY;
      rows[i]?.push(Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, replaced, swapped));
    }
    if (Math.min(...(rows[i] ?? [])) > MOST_EDITS) return Number.POSITIVE_INFINITY;
  }
  return at(a.length, b.length);
}
