import type { Place } from '../model/place.ts';

/** Something in the manifests that the lab cannot do: file and line, what it is, and what to do instead. */
export class LabError extends Error {
  override readonly name = 'LabError';

  constructor(place: Place, problem: string, fix: string) {
    super(`${place.file}:${place.line}: ${problem}; ${fix}`);
  }
}
