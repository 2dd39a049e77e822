import { nearest } from '../../text/nearest.ts';

/** The name that a mistyped one may mean; null where none is near. */
export type Suggest = (typed: string, candidates: () => readonly string[]) => string | null;

const SUGGESTIONS = 20;

/**
 * Suggests names for the first few mistakes only: comparing thousands of names with thousands of others takes minutes, and where everything is
 * missing nobody has mistyped it all.
 */
export function suggestions(): Suggest {
  let left = SUGGESTIONS;
  return (typed, candidates) => {
    if (left === 0) return null;
    left -= 1;
    return nearest(
      typed,
      candidates().filter((candidate) => Math.abs(candidate.length - typed.length) <= 2),
    );
  };
}
