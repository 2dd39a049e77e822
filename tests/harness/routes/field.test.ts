import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Field } from '../../../harness/routes/field.ts';
import type { ManifestObject } from '../../../harness/routes/manifest-object.ts';

const object = (value: unknown): ManifestObject => ({
  apiVersion: 'networking.istio.io/v1',
  group: 'networking.istio.io',
  version: 'v1',
  kind: 'VirtualService',
  name: 'a',
  namespace: 'default',
  labels: {},
  createdAt: null,
  value,
  place: { file: 'a.yaml', line: 1 },
  placeOf: (...path) => ({ file: path.join('.'), line: 1 }),
});

test('a field knows its value, its place and how people write it', () => {
  const spec = Field.spec(object({ spec: { http: [{ route: [{ weight: 80 }] }] } }));
  const weight = spec.at('http').items[0]!.at('route').items[0]!.at('weight');
  assert.equal(weight.number, 80);
  assert.equal(weight.where, 'spec.http[0].route[0].weight');
  assert.equal(weight.place.file, 'spec.http.0.route.0.weight');
  assert.equal(weight.at('more').at('and more').isWritten, false);
});

test('keys of prototypes are keys like any other', () => {
  const spec = Field.spec(
    object(JSON.parse('{"spec": {"__proto__": {"polluted": "yes"}, "labels": {"constructor": "a", "__proto__": "b"}}}')),
  );
  assert.equal(spec.at('toString').isWritten, false);
  assert.equal(spec.at('polluted').isWritten, false);
  assert.deepEqual(
    [...spec.at('labels').textMap],
    [
      ['constructor', 'a'],
      ['__proto__', 'b'],
    ],
  );
});

test('whatever the value is, reading it says nothing false and does not fail', () => {
  fc.assert(
    fc.property(fc.anything(), fc.string(), (value, key) => {
      const field = Field.spec(object({ spec: value }));
      const read = [
        field.at(key).text,
        field.number,
        field.items,
        field.keys,
        field.textMap,
        field.texts,
        field.isTrue,
        field.where,
      ];
      assert.equal(read.length, 8);
      assert.ok(field.number === null || Number.isFinite(field.number));
    }),
  );
});
