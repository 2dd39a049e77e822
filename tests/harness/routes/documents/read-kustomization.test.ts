import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { readKustomization } from '../../../../harness/routes/documents/read-kustomization.ts';
import { readReplacements } from '../../../../harness/routes/documents/read-replacements.ts';
import { plain, said } from './manifests.ts';

const read = (text: string) => readKustomization({ file: 'm/istio/kustomization.yaml', text });
const GOOD = 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n';

describe('readKustomization', () => {
  it('reads what is done here, each with its line', () => {
    const { resources, change, problems, isComponent } = read(`${GOOD}resources:
- a.yaml
- ../base
bases: [old]
namespace: bookinfo
replicas:
- name: reviews-v2
  count: 3
images:
- {name: foo, newTag: "2"}
labels:
- pairs: {a: b}
  includeSelectors: true
commonLabels: {c: d}
`);
    assert.deepEqual(problems, []);
    assert.deepEqual(
      resources.map(({ path, place }) => `${path}:${place.line}`),
      ['a.yaml:4', '../base:5', 'old:6'],
    );
    const place = (line: number) => ({ file: 'm/istio/kustomization.yaml', line });
    assert.deepEqual(plain(change), {
      file: 'm/istio/kustomization.yaml',
      namespace: { name: 'bookinfo', place: place(7) },
      labels: [
        { pairs: { a: 'b' }, selectors: true, templates: false, place: place(14) },
        { pairs: { c: 'd' }, selectors: true, templates: true, place: place(16) },
      ],
      replicas: [{ name: 'reviews-v2', count: 3, place: place(10) }],
      images: [{ name: 'foo', newName: null, newTag: '2', digest: null, place: place(12) }],
    });
    assert.equal(isComponent, false);
    assert.equal(read('kind: Component\n').isComponent, true);
  });

  it('names every field that is not done here, and how kubectl would do it', () => {
    for (const field of [
      'namePrefix: a-',
      'nameSuffix: -a',
      'patches: [{path: a}]',
      'components: [a]',
      'helmCharts: [{name: a}]',
      'configurations: [a]',
      'vars: [{name: a}]',
      'patchesStrategicMerge: [a]',
      'patchesJson6902: [{path: a}]',
      'transformers: [a]',
      'generators: [a]',
    ]) {
      const name = field.slice(0, field.indexOf(':'));
      assert.deepEqual(said(read(`${GOOD}${field}\n`)), [
        `error m/istio/kustomization.yaml:3: kustomization: ${name} is not done here; let kubectl do it: kubectl kustomize m/istio | weighbridge routes -`,
      ]);
    }
    assert.match(said(read('labels:\n- pairs: {a: b}\n  fields: [{path: spec}]\n'))[0] ?? '', /:3: .*labels\[\]\.fields/);
  });

  it('reads past what changes no route, and past what is empty', () => {
    const harmless =
      'configMapGenerator: [{name: a}]\nsecretGenerator: [{name: a}]\ngeneratorOptions: {disableNameSuffixHash: true}\ncommonAnnotations: {a: b}\nbuildMetadata: [originAnnotations]\nsortOptions: {order: fifo}\nmetadata: {name: x}\n';
    assert.deepEqual(
      said(read(`${GOOD}${harmless}namePrefix: ""\npatches: []\ncomponents:\nhelmGlobals: {}\nnamespace:\nresources:\n`)),
      [],
    );
  });

  it('names a field that there is none of, and the one that is meant', () => {
    assert.match(
      said(read('resourcez: [a]\n'))[0] ?? '',
      /:1: kustomization: there is no field "resourcez"; did you mean resources\?$/,
    );
    assert.match(said(read('kind: Deployment\nresources: [a]\n'))[0] ?? '', /kind is "Deployment"/);
    assert.match(said(read('__proto__: 1\n'))[0] ?? '', /no field "__proto__"/);
  });

  it('names a value of the wrong type with its line', () => {
    for (const [text, wanted] of [
      ['resources: ../base', /:1: kustomization: resources is "..\/base" where a list belongs/],
      ['resources:\n- 5\n- ok', /:2: kustomization: resources\.0 is 5 where a text belongs/],
      ['resources: [""]', /resources\.0 is "" where a text belongs/],
      ['namespace: 5', /namespace is 5 where a text belongs/],
      ['replicas: [{name: a, count: "3"}]', /count is "3" where a whole number belongs/],
      ['replicas: [{name: a}]', /count is missing/],
      ['replicas: [{name: a, count: -1}]', /count is -1/],
      ['labels: [{pairs: {x: y}}]', /x is true where a text belongs/],
      ['labels: [{pairs: {x: a}, includeSelectors: "no"}]', /includeSelectors is "no" where true or false belongs/],
      ['images: [a]', /images\.0 is "a" where a map belongs/],
      ['replacements: [{source: a}]', /source is "a" where a map belongs/],
      ['', /there is nothing in it/],
      ['- a', /there is nothing in it/],
      ['a: [', /not valid YAML/],
    ] as const)
      assert.match(said(read(text)).join('\n'), wanted);
  });

  it('reads any YAML without throwing', () => {
    const field = fc.constantFrom(
      'resources',
      'bases',
      'namespace',
      'labels',
      'commonLabels',
      'replicas',
      'images',
      'imageTags',
      'replacements',
      'patches',
      'components',
      'kind',
      '__proto__',
    );
    const value = fc.oneof(
      fc.string(),
      fc.array(
        fc.object({
          key: fc.constantFrom('name', 'count', 'pairs', 'source', 'targets', 'select', 'reject', 'fieldPaths', 'path'),
          maxDepth: 4,
        }),
      ),
      fc.object(),
      fc.constant(null),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(field, value)), (entries) => {
        const text = `{${entries.map(([key, one]) => `${JSON.stringify(key)}: ${JSON.stringify(one)}`).join(', ')}}`;
        for (const { place } of read(text).problems) assert.ok(place.line >= 1);
        for (const { place } of readReplacements({ file: 'r', text }, 'fix').problems) assert.ok(place.line >= 1);
      }),
      { numRuns: 200 },
    );
  });
});

describe('replacements', () => {
  it('are read from the file itself, from files of one, of several, or named', () => {
    const one =
      'source: {kind: ConfigMap, name: c, fieldPath: data.a\\.b/c}\ntargets:\n- select: {kind: ServiceEntry}\n  fieldPaths: ["spec.endpoints.[address=a.b].ports.*"]\n';
    const { replacements, problems } = readReplacements({ file: 'r', text: one }, 'fix');
    assert.deepEqual(problems, []);
    assert.deepEqual(replacements[0]?.fieldPath.steps, ['data', 'a.b/c']);
    assert.deepEqual(replacements[0]?.targets[0]?.fieldPaths[0]?.steps, [
      'spec',
      'endpoints',
      { field: 'address', value: 'a.b' },
      'ports',
      '*',
    ]);
    const listed = `- ${one.replaceAll('\n', '\n  ')}\n- {source: {kind: A}, targets: []}\n`;
    assert.equal(readReplacements({ file: 'r', text: listed }, 'fix').replacements.length, 2);
    assert.deepEqual(
      read('replacements:\n- path: r.yaml\n').replacements.map((named) => ('path' in named ? named.path : null)),
      ['r.yaml'],
    );
  });

  it('that need more than copying are errors', () => {
    for (const text of [
      'source: {kind: A, options: {delimiter: ":"}}\ntargets: []',
      'source: {kind: A}\ntargets: [{select: {kind: B}, options: {create: true}}]',
      'source: {kind: A}\ntargets: [{select: {name: "a.*"}}]',
      'source: {kind: A}\ntargets: [{select: {labelSelector: a=b}}]',
      'targets: []',
    ])
      assert.deepEqual(
        readReplacements({ file: 'r', text }, 'fix').problems.map(({ id }) => id),
        ['kustomize-unsupported'],
        text,
      );
    assert.match(said(readReplacements({ file: 'r', text: 'hello' }, 'fix'))[0] ?? '', /no replacement/);
  });
});
