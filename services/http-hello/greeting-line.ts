import { inert } from './visible-text.ts';

/** What a backend contributed to the line; `failure` is the status to answer with when it did not greet. */
export interface Hop {
  /** A chain such as `Bonjour eric(10.0.0.2)`, or a failure such as `(hello3:8001 failed: …)`. */
  readonly line: string;
  readonly failure: 502 | 504 | null;
}

// Names are inert, so a bracket that opens right after `<-`, `[` or `|` can only be a failure that some hop reported.
const UNGREETED = /(?:^|<-|\[|\|)\(([^()]*)\)/g;

/** One hop's own words: `Hello eric(172.18.0.230)`. The name is made inert, so it cannot forge another hop. */
export function greet(greeting: string, name: string, pod: string): string {
  return `${greeting} ${inert(name)}(${pod})`;
}

/** A backend that did not greet: `(hello2:8001 failed: connect ECONNREFUSED)`. `label` comes from the configuration, `why` from anywhere. */
export function failedHop(label: string, why: string, failure: 502 | 504): Hop {
  return { line: `(${label} failed: ${inert(why)})`, failure };
}

/** Whether a line reports a failed hop somewhere behind the hop that sent it. */
export function reportsFailure(line: string): boolean {
  // Two steps: one expression for both would take quadratic time on hostile lines.
  return [...line.matchAll(UNGREETED)].some((match) => match[1]?.includes(' failed: '));
}

/** The whole line: own greeting, then `<-` and the backend, or `<-[a|b]` for backends that were called in parallel. */
export function joinHops(own: string, hops: readonly Hop[], parallel: boolean): string {
  if (hops.length === 0) return own;
  const lines = hops.map((hop) => hop.line).join('|');
  return parallel ? `${own}<-[${lines}]` : `${own}<-${lines}`;
}

/** The status of the whole answer: 200, or 504 when hops failed by time alone, or 502. */
export function chainStatus(hops: readonly Hop[]): 200 | 502 | 504 {
  const failures = hops.map((hop) => hop.failure).filter((failure) => failure !== null);
  if (failures.length === 0) return 200;
  return failures.every((failure) => failure === 504) ? 504 : 502;
}
