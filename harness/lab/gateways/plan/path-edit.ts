import type { Match, PathChange, TextTest } from '../../../routes/route-table.ts';
import type { PathEdit } from './port-plan.ts';

/**
 * How a path changes after a match. The prefix that was compared is exchanged; after an exact path, a regular expression or a `full`
 * change all of it is. A prefix by elements is joined by elements: `/a` -> `/` makes `/b` of `/a/b` (Gateway API, ReplacePrefixMatch).
 */
export function pathEdit(change: PathChange | null, match: Match | null): PathEdit | null {
  if (change === null) return null;
  const test = pathTest(match);
  const isWhole = change.kind !== 'prefix' || (test.kind !== 'prefix' && test.kind !== 'path-prefix');
  if (isWhole) return { cut: null, ignoreCase: false, value: change.value };
  const bare = (text: string) => (test.kind === 'path-prefix' ? text.replace(/\/$/, '') : text);
  return { cut: bare(test.value), ignoreCase: test.ignoreCase, value: bare(change.value) };
}

/** A rule that does not look at the path has the prefix `/`. */
function pathTest(match: Match | null): TextTest {
  const condition = match?.conditions.find(({ on }) => on === 'path');
  return condition?.on === 'path' ? condition.test : { kind: 'prefix', value: '/', ignoreCase: false };
}
