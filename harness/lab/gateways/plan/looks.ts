import { textFit } from '../../../routes/answer/match/text-fit.ts';
import type { Condition, TextTest } from '../../../routes/route-table.ts';
import type { Look, Subject } from './port-plan.ts';
import { hasParameter, textPattern } from './text-pattern.ts';

/** What a port knows before any request. */
export interface KnownAtPort {
  readonly port: number;
  readonly scheme: 'http' | 'https';
}

/** What a request must show to meet all conditions; null where none can. Port and scheme are known beforehand. */
export function looksFor(conditions: readonly Condition[], known: KnownAtPort): readonly Look[] | null {
  const looks: Look[] = [];
  for (const condition of conditions) {
    const found = looksOf(condition, known);
    if (found === null) return null;
    looks.push(...found);
  }
  return looks;
}

function looksOf(condition: Condition, known: KnownAtPort): readonly Look[] | null {
  switch (condition.on) {
    case 'port':
      return condition.port === known.port ? [] : null;
    case 'scheme':
      return textFit(condition.test, known.scheme) === 'yes' ? [] : null;
    case 'path':
    case 'method':
    case 'authority':
      return [look({ on: condition.on }, condition.test, true)];
    case 'header':
      return headerLooks(condition);
    case 'query':
      return parameterLooks(condition.name, condition.test);
    case 'server-name':
    case 'client':
    case 'address':
      return null; // refused before: see not-expressible.ts
  }
}

const look = (at: Subject, test: TextTest, wanted: boolean): Look => ({
  at,
  pattern: textPattern(test),
  takesEmpty: passesEmpty(test),
  wanted,
});

const isThere = (at: Subject): Look => ({ at, pattern: '.', takesEmpty: false, wanted: true });

/** A missing header passes no test. `withoutHeaders` turns that around; what passes an empty text then needs a header that fails. */
function headerLooks({ name, test, negated }: Extract<Condition, { on: 'header' }>): readonly Look[] {
  const at: Subject = { on: 'header', name: name.toLowerCase() };
  if (test.kind === 'present') return [{ ...isThere(at), wanted: !negated }];
  const asked = look(at, test, !negated);
  return negated || !passesEmpty(test) ? [asked] : [isThere(at), asked];
}

function parameterLooks(name: string, test: TextTest): readonly Look[] {
  const has: Look = { at: { on: 'query' }, pattern: hasParameter(name), takesEmpty: false, wanted: true };
  if (test.kind === 'present') return [has];
  const asked = look({ on: 'parameter', name }, test, true);
  return passesEmpty(test) ? [has, asked] : [asked];
}

const passesEmpty = (test: TextTest): boolean => test.kind !== 'present' && textFit(test, '') === 'yes';
