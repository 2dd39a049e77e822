import type { Place } from '../model/place.ts';
import type { Problem, ProblemSeverity } from '../model/routes-report.ts';

/** One fault, or one thing worth knowing, about the manifests: what is wrong and what to write instead, each a phrase without a full stop. */
const problem =
  (severity: ProblemSeverity) =>
  (id: string, place: Place, text: string, fix: string): Problem => ({ id, severity, place, text, fix });

/** The API server would refuse this, or nothing sensible can be said about it. */
export const error = problem('error');
/** Something that is referred to is not in the given files; an error with `--strict` and in the lab. */
export const missing = problem('missing');
/** Legal, and probably not what was meant. */
export const warning = problem('warning');
/** What was skipped or assumed. */
export const note = problem('note');
