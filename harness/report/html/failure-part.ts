import { isGrpcStatus, statusText } from '../../model/grpc-status.ts';
import type { GateReport } from '../../model/report.ts';
import { statusWords } from '../failure-lines.ts';
import { percent, thousands } from '../numbers.ts';
import { inOrder } from '../version-rows.ts';
import { type Content, html, type Markup } from './markup.ts';
import { nameOf } from './name.ts';
import { partOf, type Stand } from './part.ts';
import { tableOf } from './table.ts';

const EXAMPLE_COLUMNS = 160;

/** What each kind of failure means; kinds that are not listed are named as they are. */
const KINDS: Readonly<Record<string, string>> = {
  refused: 'connection refused',
  reset: 'connection reset',
  closed: 'closed before a whole answer',
  timeout: 'no whole answer in time',
  dns: 'name not found',
  unreachable: 'host unreachable',
  tls: 'TLS failed',
  protocol: 'not the protocol that was spoken',
  local: 'this machine ran out of ports or file handles',
  interrupted: 'interrupted',
  status: 'unexpected status, no version',
  unclassified: 'answered, but no version could be read',
};

/** Requests that ended without a version by kind, and the statuses of those that have one. */
export function failurePart(gate: GateReport, stand: Stand): Markup | null {
  const { failures, statuses } = gate.measurement;
  // One status for every version is what one expects, and says nothing.
  const showsStatuses = new Set(statuses.map(({ status }) => status)).size > 1 || gate.failing > gate.unattributed;
  return partOf(stand, 'failures', 'Failures', [
    failures.length === 0 ? null : failureTable(gate, stand),
    statuses.length === 0 || !showsStatuses ? null : statusTable(gate, stand),
  ]);
}

function failureTable({ measurement: { failures, sent } }: GateReport, { prefix }: Stand): Content {
  return tableOf({
    id: `${prefix}-failures-table`,
    caption: 'Requests without a version, by kind',
    columns: [
      { title: 'kind', kind: 'text' },
      { title: 'requests', kind: 'number' },
      { title: 'of all', kind: 'number' },
      { title: 'an example', kind: 'text' },
    ],
    rows: failures.map(({ kind, status, count, example }) => [
      html`${KINDS[kind] ?? nameOf(kind)}${status === null ? null : ` (${statusWords(status)})`}`,
      thousands(count),
      sent === 0 ? '–' : percent(count / sent),
      example === '' ? '–' : html`<q>${nameOf(example, EXAMPLE_COLUMNS)}</q>`,
    ]),
  });
}

function statusTable(gate: GateReport, { prefix }: Stand): Content {
  return tableOf({
    id: `${prefix}-statuses-table`,
    caption: 'Answers with a version, by status',
    columns: [
      { title: 'version', kind: 'text' },
      { title: 'status', kind: 'number' },
      { title: 'answers', kind: 'number' },
    ],
    rows: inOrder(gate, gate.measurement.statuses).map(({ name, status, count }) => [
      nameOf(name),
      isGrpcStatus(Number(status)) ? statusText(Number(status)) : status,
      thousands(count),
    ]),
  });
}
