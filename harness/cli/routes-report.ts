import { maskSecrets } from '../expect/mask-secrets.ts';
import type { Problem, RouteAnswer, RouteProbe, RouteSet, RoutesReport } from '../model/routes-report.ts';
import type { ReadSet } from './route-tables.ts';
import { UsageError } from './usage-error.ts';

/**
 * What manifests promise, for one probe or, for null, as a whole.
 *
 * @param isStrict true: a reference to something outside the files is an error
 * @throws UsageError when no set has a way in for the probe, unless there is nothing to ask or something to mend first
 */
export async function reportRoutes(sets: readonly ReadSet[], probe: RouteProbe | null, isStrict: boolean): Promise<RoutesReport> {
  const [{ answerProbe }, { tableRows }] = await Promise.all([
    import('../routes/answer/answer-probe.ts'),
    import('../routes/answer/table-rows.ts'),
  ]);
  const told = sets.map(({ name, table, problems }): RouteSet => {
    const asked = probe === null ? NOT_ASKED : askedOf(() => answerProbe(table, probe));
    return {
      name,
      rows: probe === null ? tableRows(table) : [],
      ...asked,
      problems: isStrict ? problems.map(strictly) : problems,
    };
  });
  const valid = told.every(({ problems }) => problems.every(({ severity }) => severity !== 'error'));
  const isEmpty = sets.every(({ table }) => table.entries.length === 0);
  const unanswered = told.flatMap((set) => set.unanswered ?? [])[0];
  if (valid && !isEmpty && unanswered !== undefined && told.every((set) => set.unanswered !== null))
    throw new UsageError(unanswered);
  return { schema: 'weighbridge/routes/v1', probe: probe && maskSecrets(probe), valid, sets: told };
}

type Asked = Pick<RouteSet, 'answers' | 'unanswered'>;

const NOT_ASKED: Asked = { answers: [], unanswered: null };

/** A probe that one of several sets has no way in for is no fault: each stands for another cluster. */
function askedOf(answer: () => readonly RouteAnswer[]): Asked {
  try {
    return { answers: answer(), unanswered: null };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { answers: [], unanswered: error.message };
  }
}

function strictly(problem: Problem): Problem {
  return problem.severity === 'missing' ? { ...problem, severity: 'error' } : problem;
}
