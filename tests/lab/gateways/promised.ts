import assert from 'node:assert/strict';
import type { RouteProbe } from '../../../harness/model/routes-report.ts';
import { answerProbe } from '../../../harness/routes/answer/answer-probe.ts';
import type { RouteTable } from '../../../harness/routes/route-table.ts';
import type { Received, Sent } from './request.ts';

/** Asserts that an answer is one that the route table promises for the request. */
export function assertPromised(table: RouteTable, from: RouteProbe['from'], port: number, sent: Sent, received: Received): void {
  const probe: RouteProbe = {
    from,
    protocol: sent.authority === undefined ? 'http' : 'https',
    host: sent.host,
    port,
    path: sent.path,
    method: sent.method ?? 'GET',
    headers: Object.entries(sent.headers ?? {}),
    namespace: 'default',
  };
  const [answer, second] = answerProbe(table, probe);
  const about = `${JSON.stringify(sent)}\ngot ${JSON.stringify(received)}\npromised ${JSON.stringify(answer, null, 1)}`;
  assert.ok(answer !== undefined && second === undefined && answer.uncertain === null, `no certain promise for ${about}`);
  const got = received.version ?? String(received.status);
  const names = answer.shares
    .filter(({ share }) => share > 0)
    .map(({ kind, status, name }) => (kind === 'version' ? name : String(status)));
  assert.ok(names.includes(got), about);
  if (received.version === null) return;
  const rewritten = answer.effects.flatMap((effect) => /^path \S* becomes (\S*)$/.exec(effect)?.[1] ?? [])[0];
  const cut = sent.path.indexOf('?');
  const [path, query] = cut < 0 ? [sent.path, ''] : [sent.path.slice(0, cut), sent.path.slice(cut)];
  assert.equal(received.path, `${rewritten ?? path}${query}`, about);
}
