import { freePort } from '../free-port.ts';

/** Replaces ports that a page names by free ones, so that its programs can run beside others. */
export async function withFreePorts(ports: readonly number[]): Promise<(text: string) => string> {
  const free = new Map<string, number>();
  for (const port of ports) free.set(String(port), await freePort());
  const any = new RegExp(`\\b(${ports.join('|')})\\b`, 'g');
  return (text) => text.replaceAll(any, (port) => String(free.get(port)));
}
