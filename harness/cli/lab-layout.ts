import { type Layout, layOut } from '../lab/layout/layout.ts';
import type { Problem } from '../model/routes-report.ts';
import type { ReadSet } from './route-tables.ts';
import { UsageError } from './usage-error.ts';

/** A reference that leads nowhere would be a hole in the lab. */
const isFault = ({ severity }: Problem): boolean => severity === 'error' || severity === 'missing';

/** Pods and listeners of manifests without a fault; `flag` is who names them. */
export function labLayout({ name, table, problems }: ReadSet, flag: string): Layout {
  const [first, ...others] = problems.filter(isFault);
  if (first === undefined) return layOut(table);
  const more = others.length === 0 ? '' : `, and ${others.length} more`;
  throw new UsageError(
    `${flag}: ${first.place.file}:${first.place.line}: ${first.text}; ${first.fix}${more} (weighbridge routes ${name} --strict shows everything)`,
  );
}
