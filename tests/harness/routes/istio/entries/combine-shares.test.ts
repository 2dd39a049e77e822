import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  created,
  gateway,
  gatewaysOf,
  istioOf,
  meshOf,
  namesOf,
  said,
  server,
  service,
  textOf,
  virtualService,
} from '../istio-of.ts';

const FRONT = service('a') + gateway('front', server(80, 'HTTP', '["*"]'));
const rule = (name: string, match = '[]') => `{name: ${name}, match: ${match}, route: [{destination: {host: a}}]}`;
const prefix = (path: string) => `[{uri: {prefix: ${path}}}]`;
const at =
  (gateways: string) =>
  (name: string, rules: string, time = '') =>
    virtualService(name, `{hosts: [a], gateways: [${gateways}], http: [${rules}]}`, time === '' ? '' : created(time));
const front = at('front');
const mesh = at('mesh');
const merged = (text: string) => gatewaysOf(istioOf(FRONT + text))[0]!.hosts[0]!;

test('VirtualServices at a gateway: oldest first, rules that take everything last', () => {
  const { http, rivals } = merged(
    front('young', `${rule('x', prefix('/x'))}, ${rule('rest')}`, '02') +
      front('old', `${rule('any', prefix('/'))}`, '01') +
      front('mid', rule('w', prefix('/y')), '01'),
  );
  assert.deepEqual([namesOf(http), rivals], [['w', 'x', 'any', 'rest'], null]);
  assert.equal(http.at(-1)?.rank, 'takes everything, so it comes last');
});

test('a rule behind one that takes everything never gets ahead of it', () => {
  const text = front('one', `${rule('rest')}, ${rule('x', prefix('/x'))}`, '01') + front('two', rule('w', prefix('/y')), '02');
  assert.deepEqual(namesOf(merged(text).http), ['w', 'rest']);
  assert.match(textOf(istioOf(FRONT + text), 'rule-unreachable'), /VirtualService default\/one/);
});

test('a rule of which one match takes everything is parted', () => {
  const { http } = merged(
    front('one', rule('both', '[{uri: {exact: /x}}, {uri: {regex: ".*"}}, {uri: {prefix: /}}]'), '01') +
      front('two', rule('w', prefix('/y')), '02'),
  );
  assert.deepEqual(
    [namesOf(http), http.map(({ matches }) => matches.length)],
    [
      ['both', 'w', 'both'],
      [1, 1, 2],
    ],
  );
});

test('without creation times the order is open, and said to be', () => {
  const istio = istioOf(FRONT + front('one', rule('x', prefix('/x'))) + front('two', rule('w', prefix('/y')), '02'));
  assert.equal(gatewaysOf(istio)[0]!.hosts[0]!.rivals, 'merged');
  assert.match(
    textOf(istio, 'order-unknown'),
    /VirtualService default\/one \(a\.yaml:5\) and VirtualService default\/two \(a\.yaml:7\) have rules for a\.default\.svc\.cluster\.local/,
  );
  assert.equal(istio.problems.filter(({ id }) => id === 'order-unknown').length, 1);
});

test('in the mesh only the oldest with HTTP rules is in force', () => {
  const istio = istioOf(FRONT + mesh('young', rule('x'), '02') + mesh('old', rule('w'), '01'));
  assert.deepEqual(namesOf(meshOf(istio).hosts[0]!.http), ['w']);
  assert.match(
    textOf(istio, 'rules-not-used'),
    /VirtualService default\/young: its HTTP rules .* VirtualService default\/old \(a\.yaml:7\) is older/,
  );
  const open = istioOf(FRONT + mesh('one', rule('x')) + mesh('two', rule('w')));
  assert.deepEqual([namesOf(meshOf(open).hosts[0]!.http), meshOf(open).hosts[0]!.rivals], [['x', 'w'], 'one-of']);
  assert.ok(said(open).some((line) => line.endsWith('warning order-unknown')));
});

test('an older VirtualService without HTTP rules does not stand in the way; rules for TCP are taken from all', () => {
  const tcp = (name: string, time = '') =>
    virtualService(
      name,
      `{hosts: [a], tcp: [{name: ${name}, route: [{destination: {host: a}}]}]}`,
      time === '' ? '' : created(time),
    );
  const { http, tcp: bytes, rivals } = meshOf(istioOf(FRONT + mesh('young', rule('x'), '02') + tcp('old', '01'))).hosts[0]!;
  assert.deepEqual([namesOf(http), bytes.length, rivals], [['x'], 1, null]);
  assert.equal(meshOf(istioOf(FRONT + mesh('one', rule('x')) + tcp('two'))).hosts[0]!.rivals, null);
  assert.equal(meshOf(istioOf(FRONT + tcp('one') + tcp('two'))).hosts[0]!.rivals, 'merged');
});

test('with creation times the order of the documents changes nothing', () => {
  const documents = ['01', '02', '03', '04'].map((time, index) =>
    front(`v${index}`, `${rule(`x${index}`, prefix(`/x${index}`))}, ${rule(`rest${index}`)}`, time),
  );
  const expected = namesOf(merged(documents.join('')).http);
  fc.assert(
    fc.property(fc.shuffledSubarray(documents, { minLength: 4 }), (shuffled) => {
      assert.deepEqual(namesOf(merged(shuffled.join('')).http), expected);
    }),
    { numRuns: 10 },
  );
});

test('one VirtualService through two servers of one port counts once', () => {
  const istio = istioOf(
    service('a') +
      gateway('front', `${server(80, 'HTTP', '[a.com]')}, ${server(80, 'HTTP', '["*.com"]')}`) +
      virtualService('v', `{hosts: [a.com], gateways: [front], http: [${rule('x')}]}`),
  );
  assert.deepEqual(
    gatewaysOf(istio).map((entry) => entry.hosts.map((one) => [namesOf(one.http), one.rivals])),
    [[[['x'], null]], [[['x'], null]]],
  );
});
