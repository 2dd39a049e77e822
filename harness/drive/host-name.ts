import { isIP } from 'node:net';
import type { Plan } from '../model/plan.ts';
import { type Target, usesTls } from '../model/probe.ts';

/** The `Host` header of a request: what the probe asks for, else the target as RFC 9110 section 7.2 writes it. */
export function hostHeader(plan: Plan): string {
  const asked = plan.probe.headers.find(([name]) => name.toLowerCase() === 'host');
  return asked?.[1] ?? targetAuthority(plan.target);
}

/**
 * The name a TLS server is asked for (SNI) and its certificate is checked against: the host of the `Host` header. Empty
 * when that is an address, which SNI cannot carry (RFC 6066 section 3).
 */
export function serverName(plan: Plan): string {
  const name = withoutPort(hostHeader(plan));
  return isIP(name) === 0 ? name : '';
}

function targetAuthority(target: Target): string {
  // A zone such as %eth0 means something on this machine only (RFC 6874 section 3).
  const host = isIP(target.host) === 6 ? `[${target.host.replace(/%.*$/, '')}]` : target.host;
  const usualPort = usesTls(target.scheme) ? 443 : 80;
  return target.port === usualPort ? host : `${host}:${target.port}`;
}

function withoutPort(authority: string): string {
  if (authority.startsWith('[')) return authority.slice(1).replace(/\].*$/, '');
  return authority.replace(/:.*$/, '');
}
