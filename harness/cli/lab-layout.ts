import { type Layout, layOut } from '../lab/layout/layout.ts';
import { refuseTooManyPods } from '../lab/layout/too-many-pods.ts';
import { refuseUnservedPorts } from '../lab/layout/unserved-ports.ts';
import type { Problem } from '../model/routes-report.ts';
import { printable } from '../report/printable.ts';
import type { ReadSet } from './route-tables.ts';
import { UsageError } from './usage-error.ts';

/** Most warnings that are told one by one. */
const MOST_WARNINGS = 3;
const MOST_WARNING_CHARACTERS = 400;
/** Kinds whose pods run in a cluster and not in the lab, as the reader of manifests begins its note about them. */
const OTHER_WORKLOADS = /^(?:StatefulSet|DaemonSet|ReplicaSet|ReplicationController) /;

/** A reference that leads nowhere would be a hole in the lab. */
const isFault = ({ severity }: Problem): boolean => severity === 'error' || severity === 'missing';

/** What a cluster does with these manifests, and the lab does not. */
const isWarning = ({ severity, id, text }: Problem): boolean =>
  id === 'environment-not-read' || (id === 'kind-skipped' && (severity === 'warning' || OTHER_WORKLOADS.test(text)));

/**
 * Pods and listeners of manifests without a fault; `flag` is who names them.
 *
 * @throws UsageError for faults, and for manifests that nothing can be sent to; LabError for what the lab cannot start
 */
export function labLayout({ name, table, problems }: ReadSet, flag: string): Layout {
  const [first, ...others] = problems.filter(isFault);
  const everything = `(weighbridge routes ${name} --strict shows everything)`;
  if (first !== undefined) {
    const more = others.length === 0 ? '' : `, and ${others.length} more`;
    throw new UsageError(`${flag}: ${first.place.file}:${first.place.line}: ${first.text}; ${first.fix}${more} ${everything}`);
  }
  refuseTooManyPods(table.services);
  refuseUnservedPorts(table.services);
  const layout = layOut(table);
  if (layout.listeners.length > 0) return layout;
  throw new UsageError(
    `${flag} ${name}: no Service and no Gateway is in these manifests, so nothing could be sent anywhere; add them ${everything}`,
  );
}

/** What is in the manifests and not in the lab, a line each, the first few of them. */
export function labWarnings({ name, problems }: ReadSet): readonly string[] {
  const told = problems.filter(isWarning);
  const more = told.length - MOST_WARNINGS;
  return [
    ...told
      .slice(0, MOST_WARNINGS)
      .map(({ place, text, fix }) => printable(`${place.file}:${place.line}: ${text}; ${fix}`, MOST_WARNING_CHARACTERS)),
    ...(more > 0 ? [`and ${more} more such warnings: weighbridge routes ${name}`] : []),
  ];
}
