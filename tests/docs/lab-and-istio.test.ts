import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { envoyBootstrap } from '../../harness/lab/gateways/envoy/bootstrap.ts';
import { layoutOf, paperWiring } from '../harness/lab/gateways/laid-out.ts';
import { SHOP, to, virtualService } from '../lab/gateways/hand-built.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const page = readFileSync(`${root}docs/lab-and-istio.md`, 'utf8');

test('the page is short', () => assert.ok(page.split('\n').length <= 121));

test('the defaults that it names are those that Envoy gets', () => {
  const layout = layoutOf([SHOP, virtualService('a', ['*'], [to({ v1: 1 })])].join(''));
  const configuration = JSON.stringify(envoyBootstrap(layout, paperWiring(layout)));
  const defaults = ['4294967295', '0s', 'connect-failure,refused-stream,unavailable,cancelled', 'LEAST_REQUEST'];
  for (const value of defaults) {
    assert.ok(configuration.includes(value), value);
    assert.ok(page.includes(value), value);
  }
});

test('the listeners that it names are those of a lab', () => {
  const ids = layoutOf(SHOP + virtualService('a', ['*'], [to({ v1: 1 })])).listeners.map(({ id }) => id);
  const kinds = new Set(ids.map((id) => id.split(' ')[0]));
  assert.deepEqual(kinds, new Set(['gateway', 'mesh', 'outside']));
  for (const kind of kinds) assert.match(page, new RegExp(`\\| \`${kind} `));
});

test('every field that a gateway may refuse is named', () => {
  const sources = globSync('harness/lab/gateways/lacks/*.ts', { cwd: root }).map((file) =>
    readFileSync(`${root}${file}`, 'utf8'),
  );
  const told = sources.flatMap((source) =>
    [...source.matchAll(/\bfield: '([^' ]+)'|\black\('([^' ]+)'/g)].map(([, a, b]) => a ?? b ?? ''),
  );
  assert.ok(told.length > 15);
  for (const field of new Set(told)) assert.ok(page.includes(`\`${field}\``), field);
});
