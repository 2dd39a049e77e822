import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Backends } from '../../../../../harness/lab/gateways/haproxy/backends.ts';
import type { Part } from '../../../../../harness/lab/gateways/plan/port-plan.ts';
import { LabError } from '../../../../../harness/lab/lab-error.ts';
import { part, split } from '../plan/parts.ts';

const use = (balance: 'random' | 'rotation', ...parts: readonly Part[]) =>
  new Backends('http', balance).useLines(split(...parts), 'here');

function written(mode: 'http' | 'tcp', balance: 'random' | 'rotation', ...parts: readonly Part[]): readonly string[] {
  const backends = new Backends(mode, balance);
  backends.useLines(split(...parts), '');
  return backends.lines().map((line) => line.trim());
}

test('every line draws between one version and all that come after it', () => {
  assert.deepEqual(use('random', part(50, 'v1'), part(30, 'v2'), part(20, 'v3')), [
    'use_backend http_pool_0 if here { rand(10) lt 5 }',
    'use_backend http_pool_1 if here { rand(5) lt 3 }',
    'use_backend http_pool_2 if here',
  ]);
});

test('drawn one after the other, the chances are the weights', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 100_000 }), { minLength: 2, maxLength: 6 }), (weights) => {
      let left = 1;
      const sum = weights.reduce((total, weight) => total + weight, 0);
      const lines = use('random', ...weights.map((weight, index) => part(weight, `v${index}`)));
      for (const [index, line] of lines.entries()) {
        const [, of = 1, below = 1] = (/rand\((\d+)\) lt (\d+)/.exec(line) ?? []).map(Number);
        assert.ok(Math.abs((left * below) / of - weights[index]! / sum) < 1e-12);
        left *= 1 - below / of;
      }
    }),
  );
});

test('a rotation is one backend over all servers, and tries nothing twice', () => {
  assert.deepEqual(use('rotation', part(90, 'v1'), part(10, 'v2')), ['use_backend http_rotation_0 if here']);
  assert.deepEqual(written('http', 'rotation', part(90, 'v1'), part(10, 'v2')), [
    '',
    'backend http_rotation_0',
    'mode http',
    'balance roundrobin',
    'server s0 v1-0:80 weight 9',
    'server s1 v2-0:80 weight 1',
  ]);
});

test('a pod that refuses is passed over for one of the same version, for requests alone', () => {
  assert.ok(written('http', 'random', part(1, 'v1', [1, 1])).includes('option redispatch 1'));
  assert.ok(!written('http', 'random', part(1, 'v1')).includes('option redispatch 1'));
  assert.ok(!written('tcp', 'random', part(1, 'v1', [1, 1])).includes('option redispatch 1'));
});

test('the pods of one version are picked as its rules say, else as the gateway splits', () => {
  const draws = (balance: 'random' | 'rotation', order: Parameters<typeof part>[3]) =>
    written('http', balance, part(1, 'v1', [1, 1, 1], order)).filter(
      (line) => line.startsWith('use-server') || line.startsWith('balance'),
    );
  const random = [
    'balance roundrobin',
    'use-server s0 if { rand(3) lt 1 }',
    'use-server s1 if { rand(2) lt 1 }',
    'use-server s2 if TRUE',
  ];
  assert.deepEqual(draws('random', 'any'), random);
  assert.deepEqual(draws('rotation', 'random'), random);
  assert.deepEqual(draws('random', 'rotation'), ['balance roundrobin']);
  assert.deepEqual(draws('rotation', 'any'), ['balance roundrobin']);
  assert.deepEqual(draws('random', 'least-busy'), ['balance leastconn']);
});

test('what HAProxy cannot count to is refused with its place', () => {
  for (const draw of [
    () => use('random', part(2 ** 31 - 1, 'v1'), part(2 ** 31, 'v2')),
    () => written('http', 'rotation', part(999, 'v1'), part(1, 'v2')),
    () => written('http', 'rotation', part(1, 'v1', [257, 1])),
  ])
    assert.throws(draw, (error) => error instanceof LabError && error.message.startsWith('a.yaml:7: '));
});
