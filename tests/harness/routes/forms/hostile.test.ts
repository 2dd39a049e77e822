import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { checkForms } from '../../../../harness/routes/forms/check-forms.ts';
import { KINDS } from '../../../../harness/routes/forms/kinds.ts';
import type { ManifestObject } from '../../../../harness/routes/manifest-object.ts';

const objectOf = (group: string, version: string, kind: string, value: unknown): ManifestObject => ({
  apiVersion: group === '' ? version : `${group}/${version}`,
  group,
  version,
  kind,
  name: 'a',
  namespace: 'default',
  labels: {},
  createdAt: null,
  value,
  place: { file: 'a.yaml', line: 1 },
  placeOf: () => ({ file: 'a.yaml', line: 1 }),
});

const METADATA = { name: 'a' };
const virtualService = (spec: unknown) =>
  objectOf('networking.istio.io', 'v1', 'VirtualService', {
    apiVersion: 'networking.istio.io/v1',
    kind: 'VirtualService',
    metadata: METADATA,
    spec,
  });
const problemsOf = (object: ManifestObject) => checkForms([object]).problems;

const CONTROLS = /[\p{Cc}\u2028\u2029\u202e]/u;

describe('forms of hostile manifests', () => {
  it('takes any value for any kind, and tells one printable line for each fault', () => {
    const [strange] = [
      fc.constantFrom('__proto__', 'constructor', 'toString', 'hasOwnProperty', 'a\u001b[2Jb', 'x\ny', '\u202e', ''),
    ];
    const { any } = fc.letrec((tie) => ({
      any: fc.oneof(
        { maxDepth: 5 },
        fc.constantFrom(null, true, -1, 0, 1.5, 1e30, '', '80', 'a', '\u0000', 'x'.repeat(300)),
        fc.array(tie('any'), { maxLength: 3 }),
        fc.dictionary(
          fc.oneof(
            strange,
            fc.constantFrom('spec', 'http', 'route', 'rules', 'ports', 'match', 'weight', 'tls', 'hosts', 'servers', 'listeners'),
          ),
          tie('any'),
          {
            maxKeys: 4,
          },
        ),
      ),
    }));
    const kinds = fc.constantFrom(
      ...KINDS.map(({ group, kind, versions }) => [group, Object.keys(versions)[0] ?? '', kind] as const),
    );
    fc.assert(
      fc.property(kinds, any, fc.boolean(), ([group, version, kind], value, isSpec) => {
        const whole = isSpec ? { apiVersion: version, kind, metadata: METADATA, spec: value } : value;
        const { problems } = checkForms([objectOf(group, version, kind, whole)]);
        for (const { text, fix, severity } of problems) {
          assert.doesNotMatch(`${text}${fix}`, CONTROLS);
          assert.ok(text.length < 1000 && fix.length < 1000);
          assert.ok(text !== '' && fix !== '' && severity !== 'note');
        }
        const places = problems.filter(({ severity }) => severity === 'error').map(({ text }) => text);
        assert.equal(new Set(places).size, places.length, 'each fault once');
      }),
      { numRuns: 400 },
    );
  });

  it('takes __proto__ for an unknown field, and leaves the prototype alone', () => {
    const spec = JSON.parse('{"hosts": ["a"], "http": [{"__proto__": {"route": [{"destination": {"host": "a"}}]}}]}');
    assert.deepEqual(
      problemsOf(virtualService(spec)).map(({ id, text }) => `${id} ${text.split(': ')[1]}`),
      ['unknown-field spec.http[0].__proto__ is not a field that is known here', 'no-action spec.http[0] goes nowhere'],
    );
    assert.equal(({} as { route?: unknown }).route, undefined);
  });

  it('is not misled by fields that every object of JavaScript inherits', () => {
    const rule = {
      route: [{ destination: { host: 'a' } }],
      match: [{ headers: { constructor: { exact: 'a' }, toString: { exact: 'b' } } }],
    };
    assert.deepEqual(problemsOf(virtualService({ hosts: ['a'], http: [rule] })), []);
    assert.deepEqual(
      problemsOf(virtualService({ hosts: ['a'], http: [{ ...rule, valueOf: 1 }] })).map(({ id }) => id),
      ['unknown-field'],
    );
  });

  it('takes deep nesting, shared parts and circles', () => {
    let deep: unknown = 1;
    for (let depth = 0; depth < 20_000; depth += 1) deep = [deep];
    const circle: Record<string, unknown> = {};
    circle.http = [circle];
    let bomb: unknown = 'a';
    for (let depth = 0; depth < 40; depth += 1) bomb = [bomb, bomb];
    for (const spec of [deep, circle, bomb, { hosts: deep }, { hosts: bomb }, { http: [circle] }]) {
      const problems = problemsOf(virtualService(spec));
      assert.ok(problems.length > 0 && problems.length <= 21);
    }
  });

  it('takes large texts and lists', () => {
    const long = 'a'.repeat(1_000_000);
    const route = [{ destination: { host: 'a' } }];
    for (const spec of [
      { hosts: [long], http: [{ route }] },
      { hosts: ['a'], http: [{ route, timeout: long }] },
      { hosts: ['a'], http: [{ route, [long]: 1 }] },
      { hosts: ['a'], http: [{ route, match: [{ uri: { regex: long } }] }] },
      {
        hosts: Array.from({ length: 20_000 }, (_, index) => `h${index % 15_000}`),
        http: [{ route: Array(20_000).fill({ weight: 'x' }) }],
      },
    ]) {
      const problems = problemsOf(virtualService(spec));
      assert.ok(problems.length > 0 && problems.length <= 21);
      assert.ok(problems.every(({ text, fix }) => text.length + fix.length < 1000));
    }
  });

  it('judges a list of objects one by one', () => {
    const good = virtualService({ hosts: ['a'], http: [{ route: [{ destination: { host: 'a' } }] }] });
    const bad = virtualService({ hosts: ['a'], http: [{}] });
    const { objects, problems } = checkForms([good, bad, good]);
    assert.deepEqual(objects, [good, good]);
    assert.deepEqual(
      problems.map(({ id }) => id),
      ['no-action'],
    );
    assert.deepEqual(checkForms([]), { objects: [], problems: [] });
  });
});
