import { overlaps } from '../istio/host-match.ts';
import { named } from '../object-name.ts';
import { warning } from '../problem.ts';
import { oldestFirst } from './age.ts';
import type { Attachment } from './attachment.ts';
import type { Report } from './context.ts';

/**
 * HTTPRoutes and GRPCRoutes with a host name in common at one listener: "the implementation MUST accept exactly one of these two routes",
 * the older, else the first by namespace and name (`GRPCRouteSpec.hostnames`).
 */
export function withoutConflicts(attached: readonly Attachment[], report: Report): readonly Attachment[] {
  if (!['HTTPRoute', 'GRPCRoute'].every((kind) => attached.some(({ route }) => route.kind === kind))) return attached;
  const accepted: Attachment[] = [];
  const sorted = oldestFirst(attached.map((attachment) => ({ attachment, object: attachment.route.object })));
  for (const { attachment } of sorted) {
    const rival = accepted.find((other) => other.route.kind !== attachment.route.kind && shareHost(other, attachment));
    if (rival === undefined) accepted.push(attachment);
    else reportConflict(attachment, rival, report);
  }
  return attached.filter((one) => accepted.includes(one));
}

const shareHost = (a: Attachment, b: Attachment): boolean =>
  a.hosts.some((host) => b.hosts.some((other) => overlaps(host, other)));

function reportConflict({ route, parent }: Attachment, rival: Attachment, report: Report): void {
  const text = `${named(route.object)} is refused, because ${named(rival.route.object)} has a host name of it at the same listener`;
  report(warning('route-conflict', parent.field.place, text, 'give HTTPRoutes and GRPCRoutes different host names'));
}
