import { shortName } from '../../cluster/host-names.ts';
import type { Part } from './part.ts';

/** Names of a host from short to full, as far as it has them: `reviews`, `reviews.bookinfo`, the whole. */
const hostNames = (host: string): readonly string[] => {
  const short = shortName(host);
  const [name = '', namespace = ''] = host.split('.');
  return short === host ? [host] : [short, `${name}.${namespace}`, host];
};

/** The shortest names of hosts that tell all of them apart. */
const distinctNames = (hosts: readonly string[]): ReadonlyMap<string, string> => {
  const at = (host: string, level: number): string => hostNames(host)[Math.min(level, hostNames(host).length - 1)] ?? host;
  const level = [0, 1].find((candidate) => new Set(hosts.map((host) => at(host, candidate))).size === hosts.length) ?? 2;
  return new Map(hosts.map((host) => [host, at(host, level)]));
};

/**
 * A name for every part, in their order: its version, and the service before it where several services have a version of that name
 * (`reviews v1`, `ratings v1`).
 */
export const nameParts = (parts: readonly Part[]): readonly string[] => {
  const groups = Map.groupBy(parts, ({ kind, name }) => `${kind} ${name}`);
  return parts.map(({ kind, name, host }) => {
    const hosts = [...new Set((groups.get(`${kind} ${name}`) ?? []).flatMap((part) => part.host ?? []))];
    const service = host === null || hosts.length < 2 ? undefined : distinctNames(hosts).get(host);
    return service === undefined || service === name ? name : `${service} ${name}`;
  });
};
