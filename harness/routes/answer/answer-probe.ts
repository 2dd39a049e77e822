import type { RouteAnswer, RouteProbe } from '../../model/routes-report.ts';
import type { RouteTable } from '../route-table.ts';
import { answerWay } from './answer-way.ts';
import { saidBy } from './match/asked.ts';
import { waysInto } from './ways/ways.ts';

/**
 * What happens to one request, at the way in that it names or at every one that fits. Of a probe that names no host, the ways whose rules
 * take it.
 *
 * @returns at least one answer
 * @throws RangeError in one line when no way in fits, naming those there are
 */
export function answerProbe(table: RouteTable, probe: RouteProbe): readonly RouteAnswer[] {
  const answers = waysInto(table, saidBy(probe), probe).map((way) => answerWay(way, table));
  const different = [...new Map(answers.map((answer) => [JSON.stringify(answer), answer])).values()];
  const isOpen = probe.host === null && probe.from === null;
  const taken = different.filter(({ rule, uncertain }) => rule !== null || uncertain !== null);
  return isOpen && taken.length > 0 ? taken : different;
}
