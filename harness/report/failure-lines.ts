import { isGrpcStatus, statusText } from '../model/grpc-status.ts';
import type { GateReport } from '../model/report.ts';
import { thousands } from './numbers.ts';
import { printable } from './printable.ts';

/** Kinds of failure that are told one by one. */
const MOST_FAILURE_LINES = 8;

/** The requests without a version, a line per kind: `failed: 55 × HTTP 503 without a version (no healthy upstream)`. */
export function failureLines(gate: GateReport): string[] {
  const { failures } = gate.measurement;
  const more = failures.length - MOST_FAILURE_LINES;
  const lines = failures.slice(0, MOST_FAILURE_LINES).map((failure) => {
    const what = failure.status === null ? failure.kind : `${statusWords(failure.status)} without a version`;
    return `failed: ${thousands(failure.count)} × ${what}${failure.example === '' ? '' : ` (${printable(failure.example, 120)})`}`;
  });
  return more > 0 ? [...lines, `failed: ${more} more kinds (--report json lists all)`] : lines;
}

/** A status as what it is: `HTTP 503`, `gRPC UNAVAILABLE (14)`. */
export function statusWords(status: number): string {
  return isGrpcStatus(status) ? statusText(status) : `HTTP ${status}`;
}
