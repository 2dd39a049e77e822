import type { GateReport } from '../model/report.ts';
import { thousands } from './numbers.ts';

/** More shares than this are in the table only. */
const MOST_SHARES = 6;

/** What to do next, knowing what was found; at most two sentences, none when there is nothing to do. */
export function adviceFor(gate: GateReport): readonly string[] {
  switch (gate.reason) {
    case 'not-significant':
    case 'within-tolerance':
    case 'within-tolerance-although-different':
    case 'leak-bound':
      return [];
    case 'significant':
    case 'significant-and-beyond-tolerance':
      return [
        `compare the weights in the route with what was observed${observedRatio(gate)}, and check that no older route for the same host is live.`,
      ];
    case 'structural':
      return gate.structural.unknown.length > 0
        ? [
            'if these answers are versions under another name, name them (--expect name=weight) or read the version elsewhere (--group-by); otherwise find the route that sends them.',
          ]
        : ['find the route that still sends traffic to the version with weight 0.'];
    case 'failures':
      return [
        mostFrequent(gate.measurement.failures)?.example.startsWith(NEVER_OPENED) === true
          ? UNTAKEN
          : 'look at the failing version first; the split can be judged when its answers are good. --max-failures sets how many failures are accepted.',
      ];
    case 'could-not-measure':
      return [couldNotMeasure(gate)];
    case 'unattributed':
      return ['find out why requests end without a version (see the failures above), then weigh again.'];
    case 'no-data':
      return ['check that the target was sent any request at all (-n, --duration).'];
    case 'vacuous':
    case 'low-power':
    case 'different-but-unclear-if-beyond-tolerance':
    case 'not-enough-data':
    case 'cannot-fail':
      return [sendMore(gate)];
    case 'split-changed':
      return [
        'warm up until the configuration is live (--warmup), make sure that nobody changes it meanwhile, then weigh again.',
      ];
    case 'unit-changed':
      return [
        gate.unit === 'connection'
          ? 'weigh again with --fresh (http), or without --sequential over more connections (-c).'
          : 'weigh again without --sequential, from more addresses.',
      ];
    case 'shards-disagree':
      return ['find out which gateway replica or zone each load machine talks to, and weigh each of them by itself.'];
  }
}

/** More requests; where a connection or a client is one decision, more of those. */
function sendMore({ unit, nPlan }: GateReport): string {
  const number = thousands(nPlan);
  switch (unit) {
    case 'request':
      return `send about ${number} requests (-n ${nPlan}).`;
    case 'connection':
      return `send about ${number} requests, each on a connection of its own (-n ${nPlan} --fresh).`;
    case 'client':
      return `send from about ${number} different addresses, or route without looking at the client.`;
  }
}

function observedRatio(gate: GateReport): string {
  if (gate.shares.length > MOST_SHARES) return '';
  const written = (digits: number) =>
    gate.shares.map((share) => (share === null ? '0' : (share * 100).toFixed(digits))).join(' : ');
  const expected = (digits: number) => gate.weights.map(({ p }) => (p === 0 ? '0' : (p * 100).toFixed(digits))).join(' : ');
  // Rounded to what was expected, the observed shares would tell nothing.
  const digits = [0, 1, 2, 3].find((count) => written(count) !== expected(count)) ?? 0;
  return ` (about ${written(digits)})`;
}

function couldNotMeasure(gate: GateReport): string {
  const { end, endDetail, failures } = gate.measurement;
  if (end === 'never-ready')
    return endDetail?.startsWith('local:') === true
      ? AT_ITS_LIMIT
      : 'check that the target is up and that host, port and scheme are right; --ready-timeout waits longer.';
  const unclassified = failures.find((failure) => failure.kind === 'unclassified');
  if (unclassified !== undefined && unclassified.count * 2 > gate.unattributed)
    return 'say how a version is read off an answer: --group-by (see weighbridge verify --help).';
  const first = mostFrequent(failures);
  switch (first?.kind) {
    case 'local':
      return AT_ITS_LIMIT;
    case 'timeout':
      return first.example.startsWith(NEVER_OPENED)
        ? UNTAKEN
        : 'see the failures above; --timeout waits longer for an answer, -c sends less at once.';
    case 'status':
      return 'look at what answers with these statuses first; the split can be judged when its answers are good.';
    default:
      return 'see the failures above; when the target is overloaded, -c and --rate send less at once.';
  }
}

type Failures = GateReport['measurement']['failures'];

function mostFrequent(failures: Failures): Failures[number] | undefined {
  return failures.toSorted((a, b) => b.count - a.count)[0];
}

/** How the driver words a time-out before there was a connection. */
const NEVER_OPENED = 'no connection within';
const UNTAKEN =
  'look at what takes the connections of the target: its accept queue is full (fewer connections with -c, or a longer backlog there: net.core.somaxconn), or a firewall drops them.';
const AT_ITS_LIMIT =
  'look at what else runs on this machine: it was at its limit, the target was not. Use fewer connections (-c) or raise the limit, then weigh again.';
