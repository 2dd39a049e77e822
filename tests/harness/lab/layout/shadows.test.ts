import assert from 'node:assert/strict';
import { test } from 'node:test';
import { shadowPods } from '../../../../harness/lab/layout/shadows.ts';
import { HAND_BUILT, SHOP, to, virtualService } from '../../../lab/gateways/hand-built.ts';
import { layoutOf, overlayLayouts } from '../gateways/laid-out.ts';

const mirror = (subset: string, weights: Readonly<Record<string, number>> = { v1: 1 }) =>
  `match: [{ uri: { prefix: /${subset} } }], mirror: { host: shop, subset: ${subset} }, ${to(weights)}`;
const shadowsOf = (...rules: readonly string[]) =>
  shadowPods(layoutOf(`${SHOP}${virtualService('a', ['*'], rules)}`)).map(({ id }) => id.replace('default/shop-', ''));

test('every pod that a mirror leads to, once, though several rules mirror to it', () => {
  assert.deepEqual(shadowsOf(mirror('v2')), ['v2/0']);
  assert.deepEqual(shadowsOf(mirror('v2'), mirror('v4'), mirror('v2')), ['v2/0', 'v4/0', 'v4/1', 'v4/2']);
});

test('pods that also answer are shadows all the same', () => assert.deepEqual(shadowsOf(mirror('v1')), ['v1/0']));

test('a mirror that leads nowhere has none', () => {
  assert.deepEqual(shadowsOf(mirror('nobody')), []);
  assert.deepEqual(shadowsOf(`mirror: { host: elsewhere }, ${to({ v1: 1 })}`), []);
});

test('a mirror without a subset leads to every pod of the service', () => {
  assert.equal(shadowsOf(`mirror: { host: shop }, ${to({ v1: 1 })}`).length, 6);
});

test('only the overlays that mirror have any', async () => {
  assert.deepEqual(shadowPods(layoutOf(HAND_BUILT)), []);
  for (const { name, layout } of await overlayLayouts()) {
    const ids = shadowPods(layout).map(({ id }) => id);
    const mirrors = /^httpbin-mirror\/.*\/mirror-/.test(name);
    assert.deepEqual(ids, mirrors ? ['httpbin-mirror/httpbin-v2/0'] : [], name);
  }
});
