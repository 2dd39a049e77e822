import type { Problem } from '../../model/routes-report.ts';
import type { Report } from './surroundings.ts';

/** Collects faults. One that is met again, at another way in or for another host of the same object, is the same fault. */
export function problemList(): { readonly problems: readonly Problem[]; readonly report: Report } {
  const problems: Problem[] = [];
  const seen = new Set<string>();
  return {
    problems,
    report(problem) {
      const key = JSON.stringify([problem.id, problem.place, problem.text]);
      if (seen.has(key)) return;
      seen.add(key);
      problems.push(problem);
    },
  };
}
