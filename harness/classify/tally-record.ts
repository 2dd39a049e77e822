import type { OpeningRecord, WaitRecord } from '../model/openings.ts';
import type { PaceRecord } from '../model/pace.ts';
import type { FailureTally, GateHeader, LabelTally, LatencyBuckets, SharedRisk, Tally } from '../model/tally.ts';
import { orderRecord } from './order-record.ts';
import {
  anyText,
  count,
  list,
  mapping,
  numberFrom,
  oneOf,
  orMissing,
  orNull,
  type Reader,
  record,
  text,
  yesOrNo,
} from './record-reader.ts';
import { sequentialRecord } from './sequential-record.ts';

const positiveCount = numberFrom(1, Number.MAX_SAFE_INTEGER, true, 'a whole number from 1 to 2^53 − 1');
const milliseconds = numberFrom(0, Number.MAX_SAFE_INTEGER, false, 'a number of milliseconds, 0 or more');
const label = text(/^[\s\S]{1,201}$/u, 'a text of 1 to 201 characters');
const example = text(/^[^\p{Cc}]{0,200}$/u, 'a text of at most 200 characters without control characters');
/** The one form that sorts as text; `toISOString` writes it. */
const instant = text(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/u, 'a time such as 2026-01-31T12:00:00.000Z');
const between0And1 = numberFrom(Number.MIN_VALUE, 1 - Number.EPSILON / 2, false, 'a number above 0 and below 1');

const latency = record<LatencyBuckets>({
  counts: mapping(/^(?:0|[1-9][0-9]{0,3})$/u, 'a latency bucket', positiveCount),
  minMs: milliseconds,
  maxMs: milliseconds,
});

const labelTally = record<LabelTally>({
  label,
  count,
  failing: count,
  firstIndex: numberFrom(-1, Number.MAX_SAFE_INTEGER, true, 'a whole number from 0 to 2^53 − 1, or −1 when it is not known'),
  statuses: mapping(/^(?:[0-9]|1[0-6]|[1-9][0-9]{2})$/u, 'an HTTP status or a gRPC status code', count),
  latency,
  uncorrected: orMissing(latency),
});

const httpStatus = numberFrom(100, 999, true, 'an HTTP status, a gRPC status code from 1 to 16, or null');
const grpcFailure = numberFrom(1, 16, true, 'a gRPC status code');
const failedStatus: Reader<number> = (value, path) =>
  typeof value === 'number' && value <= 16 && value >= 1 ? grpcFailure(value, path) : httpStatus(value, path);

const failureTally = record<FailureTally>({
  kind: oneOf(
    'refused',
    'reset',
    'closed',
    'timeout',
    'dns',
    'unreachable',
    'tls',
    'protocol',
    'local',
    'interrupted',
    'status',
    'unclassified',
  ),
  status: orNull(failedStatus),
  count: positiveCount,
  example,
});

const pace = record<PaceRecord>({
  ratePerSecond: numberFrom(Number.MIN_VALUE, Number.MAX_SAFE_INTEGER, false, 'a number of requests per second above 0'),
  sendingMs: milliseconds,
  behindMs: milliseconds,
  heldUpMs: milliseconds,
  busyMs: milliseconds,
});

const openings = record<OpeningRecord>({
  waits: list(
    record<WaitRecord>({
      what: oneOf('port', 'handle', 'memory'),
      requests: positiveCount,
      totalMs: milliseconds,
      longestMs: milliseconds,
    }),
  ),
  repeated: list(record<OpeningRecord['repeated'][number]>({ afterS: positiveCount, connections: positiveCount })),
  unopened: count,
});

const header: Reader<readonly [string, string]> = (value, path) => {
  const [name, content, ...more] = list(anyText)(value, path);
  if (name === undefined || content === undefined || more.length > 0) {
    throw new RangeError(`${path} is not a pair of header name and value`);
  }
  return [name, content];
};

const gate = record<GateHeader>({
  name: anyText,
  expect: anyText,
  origins: orMissing(
    list(orNull(record({ file: anyText, line: numberFrom(1, Number.MAX_SAFE_INTEGER, true, 'a line from 1 on') }))),
  ),
  tolerancePoints: orNull(numberFrom(Number.MIN_VALUE, 100 - 2 ** -46, false, 'a number above 0 and below 100, or null')),
  significance: between0And1,
  power: between0And1,
  maxFailures: numberFrom(0, 1, false, 'a number from 0 to 1'),
  seed: text(/^[0-9]{1,20}$/u, 'a whole number as text'),
  method: oneOf('auto', 'chi2', 'exact', 'mc'),
  allowUnknown: yesOrNo,
  requirePower: yesOrNo,
  diagnostics: oneOf('on', 'warn', 'off'),
  proveItCanFail: yesOrNo,
  shared: orNull(
    record<SharedRisk>({
      significance: between0And1,
      testSignificance: between0And1,
      pHolm: orNull(numberFrom(0, 1, false, 'a number from 0 to 1')),
    }),
  ),
  sequential: list(sequentialRecord),
  notes: list(anyText),
});

/** The form of a tally: every field, its type and its range. What the fields must be to each other is checked by `parseTally`. */
export const tallyRecord: Reader<Tally> = record<Tally>({
  schema: oneOf('weighbridge/tally/v1'),
  driver: anyText,
  target: text(/^[^\p{Cc}]+$/u, 'a text without control characters'),
  probe: orNull(record({ method: anyText, headers: list(header), body: orNull(anyText), payload: anyText })),
  groupBy: text(/^[\s\S]+$/u, 'a --group-by rule'),
  sent: count,
  labels: list(labelTally),
  failures: list(failureTally),
  connections: record({ opened: count, fresh: yesOrNo }),
  startedAt: orNull(instant),
  endedAt: orNull(instant),
  elapsedMs: orNull(milliseconds),
  pace: orMissing(pace),
  openings: orMissing(openings),
  end: orNull(text(/^[a-z][a-z-]{0,39}$/u, 'a word such as "done"')),
  endDetail: orNull(text(/^[^\p{Cc}]*$/u, 'a text without control characters')),
  order: orNull(orderRecord),
  gate: orNull(gate),
});
