import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { GATEWAY_IMAGES } from '../../../../harness/lab/containers/gateway-images.ts';

test('the script for machines without a registry makes the images that the lab starts', () => {
  const script = readFileSync(new URL('../../../lab/offline-gateway-images.sh', import.meta.url), 'utf8');
  const made = [...script.matchAll(/^(\w+)_image=(\S+)$/gm)].map(([, kind, image]) => [kind, image]);
  assert.deepEqual(Object.fromEntries(made), GATEWAY_IMAGES);
});

test('every image is pinned to a version', () => {
  for (const image of Object.values(GATEWAY_IMAGES)) assert.match(image, /:\S*\d+\.\d+\.\d+$/);
});
