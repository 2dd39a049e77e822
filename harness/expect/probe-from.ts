import type { ProbeFrom } from '../model/routes-report.ts';
import { usageError } from './usage-error.ts';

const FIX = 'write mesh, outside, gateway/NAME or gateway/NAMESPACE/NAME';
const OBJECT_NAME = /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/;

/**
 * Reads where a request comes from: `mesh` (a workload with a sidecar), `outside` (one without), `gateway/NAME` or
 * `gateway/NAMESPACE/NAME` (through that gateway). Throws a RangeError of one line naming `flag`, the value and the fix.
 */
export const parseProbeFrom = (text: string, flag: string): ProbeFrom => {
  if (text === 'mesh' || text === 'outside') {
    return { kind: text };
  }
  const [kind, ...names] = text.split('/');
  if (kind !== 'gateway') {
    throw usageError(flag, text, 'not a place that requests come from', FIX);
  }
  const [first = '', second] = names;
  if (names.length > 2 || names.some((name) => !OBJECT_NAME.test(name)) || first === '') {
    throw usageError(flag, text, 'not the name of a gateway', FIX);
  }
  return second === undefined ? { kind, namespace: null, name: first } : { kind, namespace: first, name: second };
};
