import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { NginxBalance } from '../../../../../harness/lab/gateways/gateway-kind.ts';
import { Targets } from '../../../../../harness/lab/gateways/nginx/targets.ts';
import type { Part } from '../../../../../harness/lab/gateways/plan/port-plan.ts';
import { part, split } from '../plan/parts.ts';

function written(balance: NginxBalance, ...parts: readonly Part[]) {
  const targets = new Targets({ balance, key: '$request_id', upstreamEnd: ['keepalive 64;'] });
  const name = targets.nameOf(split(...parts));
  return {
    name,
    text: targets
      .lines()
      .map((line) => line.trim())
      .join('\n'),
  };
}

test('split_clients hashes a key that differs every time, and differently for every split', () => {
  const targets = new Targets({ balance: 'split_clients', key: '$request_id', upstreamEnd: [] });
  const names = [targets.nameOf(split(part(90, 'v1'), part(10, 'v2'))), targets.nameOf(split(part(1, 'v1'), part(1, 'v2')))];
  assert.deepEqual(names, ['$wb_split_0', '$wb_split_1']);
  const text = targets.lines().join('\n');
  assert.match(text, /split_clients "\$request_id wb_split_0" \$wb_split_0 \{\n {2}90\.00% pool_0;\n {2}\* pool_1;\n\}/);
  assert.match(text, /split_clients "\$request_id wb_split_1" \$wb_split_1/);
});

test('random and rotation are one upstream over all servers, with keepalive after the way of picking', () => {
  const parts = [part(90, 'v1'), part(10, 'v2')];
  const servers = 'server v1-0:80 weight=9 max_fails=0;\nserver v2-0:80 weight=1 max_fails=0;\nkeepalive 64;';
  assert.deepEqual(written('rotation', ...parts), { name: 'list_0', text: `upstream list_0 {\n${servers}\n}` });
  assert.deepEqual(written('random', ...parts), { name: 'list_0', text: `upstream list_0 {\nrandom;\n${servers}\n}` });
});

test('the pods of one version are picked as its rules say, else as the gateway splits', () => {
  const order = (balance: NginxBalance, asked: Parameters<typeof part>[3]) =>
    written(balance, part(1, 'v1', [1, 1], asked)).text.split('\n')[2];
  assert.equal(order('split_clients', 'any'), 'random;');
  assert.equal(order('random', 'any'), 'random;');
  assert.match(order('rotation', 'any') ?? '', /^server/);
  assert.match(order('split_clients', 'rotation') ?? '', /^server/);
  assert.equal(order('rotation', 'random'), 'random;');
  assert.equal(order('rotation', 'least-busy'), 'least_conn;');
});

test('a version that nothing answers is a status of its own share', () => {
  const { text } = written('split_clients', part(3, 'v1'), { weight: 1, kind: 'status', status: 503 });
  assert.match(text, /75\.00% pool_0;\n\* status_503;/);
});
