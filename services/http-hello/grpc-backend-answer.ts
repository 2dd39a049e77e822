import { status as GrpcStatus } from '@grpc/grpc-js';
import { fault, singleLine } from './backend-answer.ts';
import { failedHop, type Hop, reportsFailure } from './greeting-line.ts';
import { visible } from './visible-text.ts';

/** How a call ended that brought no greeting. */
export interface GrpcFailure {
  readonly code: GrpcStatus;
  readonly details: string;
}

/** Turns the reply of a gRPC backend into its part of the line. */
export function readGrpcReply(label: string, reply: string): Hop {
  const line = singleLine(reply);
  return line ? { line: visible(line), failure: null } : failedHop(label, `status OK, but ${fault(reply)}`, 502);
}

/**
 * Turns a failed call into its part of the line. A message that already says which hop failed is passed on; everything else is
 * a failure of this backend. DEADLINE_EXCEEDED is 504, all else 502.
 */
export function readGrpcFailure(label: string, { code, details }: GrpcFailure): Hop {
  const failure = code === GrpcStatus.DEADLINE_EXCEEDED ? 504 : 502;
  const line = singleLine(details);
  const fromChain = code === GrpcStatus.DEADLINE_EXCEEDED || code === GrpcStatus.UNAVAILABLE;
  if (line && fromChain && reportsFailure(line)) return { line: visible(line), failure };
  return failedHop(label, unconnected(details) ?? `status ${nameOf(code)}${excerpt(line)}`, failure);
}

/** The name of a gRPC status: `UNAVAILABLE`. */
export function nameOf(code: GrpcStatus): string {
  return GrpcStatus[code] ?? `code ${code}`;
}

/** The system's own words where grpc-js could not connect, or null. Its sentence around them helps nobody. */
function unconnected(details: string): string | null {
  const words = /^No connection established\. Last error: (?:Error: )?(.*?)(?:\. Resolution note: .*)?$/s.exec(details)?.[1];
  if (words) return words;
  return details.startsWith('Name resolution failed') ? details : null;
}

/** What the backend or a gateway said. */
function excerpt(line: string | null): string {
  if (!line) return '';
  return `, ${line.length > 200 ? `${line.slice(0, 200)}…` : line}`;
}
