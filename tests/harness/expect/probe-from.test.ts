import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseProbeFrom } from '../../../harness/expect/probe-from.ts';

describe('parseProbeFrom', () => {
  for (const [text, from] of [
    ['mesh', { kind: 'mesh' }],
    ['outside', { kind: 'outside' }],
    ['gateway/shop', { kind: 'gateway', namespace: null, name: 'shop' }],
    ['gateway/istio-system/shop.v1', { kind: 'gateway', namespace: 'istio-system', name: 'shop.v1' }],
  ] as const)
    it(`reads ${text}`, () => assert.deepEqual(parseProbeFrom(text, '--from'), from));

  for (const text of [
    '',
    'Mesh',
    'gateway',
    'gateway/',
    'gateway//shop',
    'gateway/a/b/c',
    'gateway/a b',
    'shop',
    'mesh/',
    'gateway/\u001b',
  ])
    it(`refuses ${JSON.stringify(text)}`, () =>
      assert.throws(() => parseProbeFrom(text, '--from'), {
        name: 'RangeError',
        message: /^--from "\P{Cc}*": \P{Cc}+; write mesh, outside, gateway\/NAME or gateway\/NAMESPACE\/NAME$/u,
      }));
});
