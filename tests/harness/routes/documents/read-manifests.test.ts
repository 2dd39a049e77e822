import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { readManifests } from '../../../../harness/routes/documents/read-manifests.ts';
import { names, plain, read, said, service } from './manifests.ts';

const HEAD = 'apiVersion: v1\nkind: Service\nmetadata: {name: x}\n';
const specOf = (text: string) => plain(read(`${HEAD}spec: ${text}\n`).objects[0]?.value) as { spec: unknown };

/** A value in block style, every text in quotes. */
const block = (value: unknown, indent = ''): string => {
  const entries: [string, unknown][] = Array.isArray(value)
    ? value.map((item) => ['-', item])
    : Object.entries(value as object).map(([key, item]) => [`${JSON.stringify(key)}:`, item]);
  const isTree = (item: unknown) => typeof item === 'object' && item !== null && Object.keys(item).length > 0;
  return entries
    .map(([head, item]) => `${indent}${head} ${isTree(item) ? `\n${block(item, `${indent}  `)}` : `${JSON.stringify(item)}\n`}`)
    .join('');
};

describe('documents', () => {
  it('are read one after another, empty ones without a word', () => {
    const text = `# only a comment\n---\n---\n${service('a')}...\n---\n# x\n--- # y\n${service('b')}---\n`;
    assert.deepEqual(names(read(text)), ['Service default/a:4', 'Service default/b:9']);
    for (const empty of ['', '\n', '---', '# x', '---\n---\n', '\ufeff', 'null'])
      assert.deepEqual(read(empty), { objects: [], problems: [] }, empty);
  });

  it('may have Windows line ends, a byte order mark, a directive, tabs between fields', () => {
    const text = `\ufeff%YAML 1.1\r\n---\r\n${HEAD.replaceAll('\n', '\r\n')}spec:\t{a:\t1}\t# x\r\n...\r\n---\r\n${service('w')}`;
    const both = read(text);
    assert.deepEqual(said(both), []);
    assert.deepEqual(names(both), ['Service default/x:3', 'Service default/w:9']);
    assert.equal(both.objects[0]?.placeOf('spec', 'a').line, 6);
  });

  it('may be JSON, indented with tabs', () => {
    const text = JSON.stringify(
      { apiVersion: 'v1', kind: 'Service', metadata: { name: 'a', labels: { a: 'é\u2028/' } } },
      null,
      '\t',
    );
    assert.deepEqual(read(text).objects[0]?.labels, Object.assign(Object.create(null), { a: 'é\u2028/' }));
  });

  it('one that is broken leaves the others as they are', () => {
    const both = read(`${service('a')}---\na: [1\n---\n${service('b')}---\n\ta: 1\n`);
    assert.deepEqual(names(both), ['Service default/a:1', 'Service default/b:5']);
    assert.deepEqual(
      both.problems.map(({ id, place }) => [id, place.line]),
      [
        ['invalid-yaml', 4],
        ['invalid-yaml', 7],
      ],
    );
  });

  it('that are templates say what to do', () => {
    for (const text of [
      '{{- if .Values.on }}\napiVersion: v1\nkind: Service\n{{- end }}\n',
      'apiVersion: v1\nkind: Service\nmetadata:\n  name: {{ .Values.name }}\n',
      'apiVersion: v1\nkind: Service\nmetadata:\n  name: {{ include "a.b" . }}-x\n',
    ]) {
      const { objects, problems } = read(text);
      assert.deepEqual([objects.length, problems[0]?.id], [0, 'template'], text);
      assert.match(problems[0]?.fix ?? '', /helm template/);
    }
    assert.deepEqual(said(read(`${HEAD}data: {a: "{{ .x }}"}\n`)), []);
  });

  it('that are no objects are errors where they were named, else notes', () => {
    for (const text of ['hello', '- a', '5', 'a: 1', 'apiVersion: v2\nname: chart\n', 'kind: X\n']) {
      assert.equal(read(text).problems[0]?.severity, 'error', text);
      assert.equal(read(text, { isNamed: false }).problems[0]?.severity, 'note', text);
      assert.equal(read(text).problems.length, 1);
    }
  });

  it('that stand beside manifests are passed over', () => {
    for (const text of [
      'schema: weighbridge/gates/v1\ngates: []',
      'gates: [{name: a}]',
      'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [a]',
    ])
      assert.deepEqual(read(text), { objects: [], problems: [] }, text);
    assert.deepEqual(read('resources: [a]', { file: 'x/kustomization.yml' }).problems, []);
    assert.equal(read('resources: [a]').problems.length, 1);
  });

  it('that are no text at all are named with their line', () => {
    assert.match(said(read('a: 1\nb\0'))[0] ?? '', /^error a\.yaml:2: a NUL character/);
  });
});

describe('values', () => {
  it('are those kubectl sends, keys included', () => {
    assert.deepEqual(specOf('{on: 012, 0x10: 1:30, y: , 1.5: "yes", "<<": {a: 1}, ~x: !!str 5}').spec, {
      16: '1:30',
      true: null,
      1.5: 'yes',
      '<<': { a: 1 },
      '~x': '5',
    });
  });

  it('that are written the same way come back as they were', () => {
    const scalar = fc.oneof(
      fc.string(),
      fc.boolean(),
      fc.integer(),
      fc.double({ noNaN: true, noDefaultInfinity: true }).map((x) => x + 0),
      fc.constant(null),
    );
    const { value: tree } = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        scalar,
        fc.array(tie('value'), { maxLength: 4 }),
        fc.dictionary(fc.string({ minLength: 1 }), tie('value'), { maxKeys: 4 }),
      ),
    }));
    fc.assert(
      fc.property(tree, (spec) => {
        const wanted = plain({ apiVersion: 'v1', kind: 'Service', metadata: { name: 'x' }, spec });
        const json = read(JSON.stringify(wanted));
        assert.deepEqual(json.problems, []);
        assert.deepEqual(plain(json.objects[0]?.value), wanted);
        const yaml = read(block(wanted));
        assert.deepEqual(plain(yaml.objects[0]?.value), wanted);
      }),
      { numRuns: 60 },
    );
  });

  it('have no prototype that a key could reach', () => {
    const { objects, problems } = read(
      `${HEAD}__proto__: {polluted: 1}\nconstructor: {prototype: {polluted: 1}}\nlabels: {__proto__: x}\n`,
    );
    assert.deepEqual(problems, []);
    const value = objects[0]!.value as Record<string, unknown>;
    assert.equal(Object.getPrototypeOf(value), null);
    assert.ok(Object.hasOwn(value, '__proto__'));
    assert.equal(({} as Record<string, unknown>).polluted, undefined);
    assert.equal(objects[0]?.placeOf('__proto__', 'polluted').line, 4);
    assert.equal((objects[0]!.labels as Record<string, unknown>).constructor, undefined);
  });

  it('that no JSON can carry are errors', () => {
    for (const text of [
      '{a: .inf}',
      '{a: -.INF}',
      '[.nan]',
      '{a: !!int abc}',
      '{? [a] : b}',
      '{~: a}',
      '*a',
      '&a [*a]',
      '{<<: 5}',
      '{<<: [1]}',
    ]) {
      const { objects, problems } = read(`${HEAD}spec: ${text}\n`);
      assert.deepEqual([objects.length, problems.length, problems[0]?.place.line], [0, 1, 4], text);
    }
  });
});

describe('aliases and merge keys', () => {
  const text = `${HEAD}one: &one
  q: 1
  w: 1
two: &two {q: 5}
plain: *one
above:
  <<: *one
  q: 2
below:
  q: 2
  <<: *one
list:
  - <<: [*two, *one]
    z: 0
`;

  it('are followed from top to bottom, as goyaml does', () => {
    const value = plain(read(text).objects[0]?.value) as Record<string, unknown>;
    assert.deepEqual(value.plain, { q: 1, w: 1 });
    assert.deepEqual(value.above, { q: 2, w: 1 });
    assert.deepEqual(value.below, { q: 1, w: 1 });
    assert.deepEqual(value.list, [{ q: 5, w: 1, z: 0 }]);
  });

  it('lead to the line where the field is written', () => {
    const [object] = read(text).objects;
    const line = (...path: (string | number)[]) => object?.placeOf(...path).line;
    assert.deepEqual([line('plain', 'w'), line('above', 'q'), line('above', 'w'), line('below', 'q')], [6, 11, 6, 5]);
    assert.deepEqual([line('list', 0, 'q'), line('list', 0, 'w'), line('list', 0, 'z'), line('list', 0, 'none')], [7, 6, 17, 16]);
  });

  it('redefine an anchor for what comes after, and no further', () => {
    const value = plain(read(`${HEAD}a: &x 1\nb: *x\nc: &x 2\nd: *x\n---\n${HEAD.replace('x}', 'y}')}e: *x\n`).objects[0]?.value);
    assert.deepEqual(value, { apiVersion: 'v1', kind: 'Service', metadata: { name: 'x' }, a: 1, b: 1, c: 2, d: 2 });
  });

  it('may serve as keys', () => {
    assert.deepEqual(specOf('{a: &k host, *k : 1}').spec, { a: 'host', host: 1 });
  });

  it('cannot blow up a small file', () => {
    const lines = Array.from(
      { length: 30 },
      (_, i) =>
        `l${i}: &l${i} [${Array(10)
          .fill(i === 0 ? 'x' : `*l${i - 1}`)
          .join(', ')}]`,
    );
    const { objects, problems } = read(`${HEAD}${lines.join('\n')}\n`);
    assert.deepEqual([objects.length, problems.map(({ id }) => id)], [0, ['too-many-aliases']]);
  });
});

describe('a key that stands twice', () => {
  it('is named with both lines, and the last one holds', () => {
    const found = read(`${HEAD}spec:\n  weight: 1\n  other: 2\n  weight: 3\n`);
    assert.deepEqual(said(found), ['error a.yaml:7: the field "weight" stands twice, first in line 5; keep one of the two']);
    assert.deepEqual(plain((found.objects[0]!.value as { spec: unknown }).spec), { weight: 3, other: 2 });
  });

  it('is found by what it is read as', () => {
    assert.match(
      said(read(`${HEAD}spec: {y: 1, true: 2, "1": a, 1: b}\n`)).join('\n'),
      /"true" stands twice.*\n.*"1" stands twice/,
    );
    assert.match(said(read(`${HEAD}spec: {true: 2, on: 1}\n`))[0] ?? '', /the field "on" \(read as "true"\) stands twice/);
  });

  it('may be overridden by a merge key without a word', () => {
    assert.deepEqual(said(read(`${HEAD}a: &a {q: 1}\nb: {q: 2, <<: *a}\nc: {<<: *a, q: 2}\n`)), []);
  });
});

describe('nesting', () => {
  it('is followed a hundred deep and no deeper', () => {
    const nested = (depth: number) => `${HEAD}spec: ${'['.repeat(depth)}${']'.repeat(depth)}\n`;
    assert.equal(read(nested(99)).objects.length, 1);
    assert.deepEqual(
      read(nested(100)).problems.map(({ id, place }) => [id, place.line]),
      [['too-deep', 4]],
    );
  });

  it('without end is an error and no crash', () => {
    for (const text of [
      '['.repeat(50_000),
      '{a: '.repeat(20_000),
      '- '.repeat(20_000),
      `${'[['.repeat(3000)}${']]'.repeat(3000)}`,
      '? '.repeat(5000),
    ]) {
      const { objects, problems } = read(text);
      assert.deepEqual([objects.length, problems.length], [0, 1], text.slice(0, 8));
    }
  });
});

describe('lists', () => {
  it('are taken apart, lists in lists as well, with the lines of their items', () => {
    const text = `apiVersion: v1
kind: List
items:
- ${service('a')}- apiVersion: v1
  kind: List
  items:
  - apiVersion: v1
    kind: Service
    metadata:
      name: b
      namespace: other
`;
    const list = read(text);
    assert.deepEqual(names(list), ['Service default/a:4', 'Service other/b:8']);
    assert.equal(list.objects[1]?.placeOf('metadata', 'name').line, 11);
    assert.equal(list.objects[1]?.placeOf().line, 8);
  });

  it('of one kind give it to items that carry none', () => {
    const { objects } = read('{apiVersion: apps/v1, kind: DeploymentList, items: [{metadata: {name: a}}]}');
    assert.deepEqual([objects[0]?.kind, objects[0]?.group, objects[0]?.version], ['Deployment', 'apps', 'v1']);
    assert.deepEqual(plain(objects[0]?.value), { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'a' } });
  });

  it('may be empty, and hold nothing but objects', () => {
    for (const items of ['[]', '', 'null'])
      assert.deepEqual(read(`apiVersion: v1\nkind: List\nitems: ${items}\n`), { objects: [], problems: [] });
    const wrong = read(`apiVersion: v1\nkind: List\nitems:\n- 5\n- ${service('a')}- [a]\n- {a: b}\n- \n`);
    assert.deepEqual(names(wrong), ['Service default/a:5']);
    assert.deepEqual(
      wrong.problems.map(({ severity, place }) => `${severity} ${place.line}`),
      ['error 4', 'error 6', 'error 7', 'error 8'],
    );
    assert.match(
      said(read('apiVersion: v1\nkind: List\nitems: {a: 1}\n'))[0] ?? '',
      /:3: List: items is a map where a list belongs/,
    );
  });
});

describe('what an object is called', () => {
  const problemOf = (text: string) => said(read(text))[0] ?? '';

  it('has to be there, as a text', () => {
    assert.match(
      problemOf('apiVersion: v1\nkind: Service\nmetadata:\n  labels: {}\n'),
      /^error a\.yaml:3: Service: metadata\.name is missing/,
    );
    assert.match(problemOf('apiVersion: v1\nkind: Service\n'), /:1: Service: metadata is missing/);
    assert.match(problemOf('apiVersion: v1\nkind: Service\nmetadata: x\n'), /:3: Service: metadata is "x"/);
    assert.match(
      problemOf('apiVersion: v1\nkind: Service\nmetadata:\n  name: 012\n'),
      /:4: Service: metadata\.name is 10 .*quotes/,
    );
    assert.match(
      problemOf('apiVersion: 1\nkind: Service\nmetadata: {name: x}\n'),
      /:1: Service: apiVersion is 1 where a text belongs/,
    );
    assert.match(
      problemOf('apiVersion: v1\nkind: [a]\nmetadata: {name: x}\n'),
      /:2: object: kind is a list where a text belongs/,
    );
    assert.match(
      problemOf('apiVersion: v1\nkind: Service\nmetadata: {name: x,\n namespace: 5}\n'),
      /:4: Service x: metadata\.namespace is 5/,
    );
  });

  it('has to be a name that can be printed', () => {
    const bad = [
      '"a\\u001b[31mb"',
      '"a\\nerror b.yaml:1: x"',
      '"a b"',
      'a/b',
      'Upper',
      '-a',
      'a..b',
      'a-',
      'é',
      '"."',
      'a'.repeat(254),
      '"\\u202ea"',
    ];
    for (const name of bad) {
      const { objects, problems } = read(service(name));
      assert.deepEqual([objects.length, problems[0]?.id], [0, 'invalid-identity'], name);
      assert.doesNotMatch(problems[0]?.text ?? '', /[\p{Cc}\u202e]/u);
    }
    for (const [field, value] of [
      ['kind', '"A\\u0007"'],
      ['apiVersion', '"v1\\n"'],
      ['apiVersion', 'a/b/c'],
    ] as const) {
      const fields = { apiVersion: 'v1', kind: 'A', [field]: value };
      assert.equal(
        read(`{apiVersion: ${fields.apiVersion}, kind: ${fields.kind}, metadata: {name: x}}`).objects.length,
        0,
        value,
      );
    }
    assert.equal(
      read('{apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: {name: "system:A_b"}}').objects.length,
      1,
    );
    assert.equal(read(service('a.b-c.1')).objects.length, 1);
  });

  it('does not count for files of other programs', () => {
    const operator = read('apiVersion: install.istio.io/v1alpha1\nkind: IstioOperator\nspec: {}\n');
    assert.deepEqual(
      [operator.objects.length, said(operator)],
      [0, ['note a.yaml:1: IstioOperator: metadata is missing; passed over']],
    );
    for (const group of ['', 'apps/', 'extensions/', 'networking.istio.io/', 'gateway.networking.k8s.io/'])
      assert.equal(read(`apiVersion: ${group}v1\nkind: A\n`).problems[0]?.severity, 'error', group);
  });

  it('may be the beginning of a name', () => {
    const { objects, problems } = read('apiVersion: batch/v1\nkind: Job\nmetadata:\n  generateName: load-\n');
    assert.deepEqual(
      [objects[0]?.name, problems.map(({ id, severity, place }) => [id, severity, place.line])],
      ['load-', [['generated-name', 'note', 4]]],
    );
  });

  it('has a namespace of its own, or the one that applies', () => {
    const text = `${service('x, namespace: own')}---\n${service('x')}---\n${service('z, namespace: ""')}`;
    assert.deepEqual(names(readManifests([{ file: 'f', text }], 'team')), [
      'Service own/x:1',
      'Service team/x:3',
      'Service team/z:5',
    ]);
  });

  it('comes with labels and, from a cluster, with the time it was made', () => {
    const { objects } = read(service('x, labels: {app: a, version: 1}, creationTimestamp: 2024-01-02T03:04:05Z'));
    assert.deepEqual([{ ...objects[0]?.labels }, objects[0]?.createdAt], [{ app: 'a' }, '2024-01-02T03:04:05Z']);
    assert.equal(read(service('x, creationTimestamp: null')).objects[0]?.createdAt, null);
  });
});

describe('an object that is given twice', () => {
  it('is there once, as it was given last', () => {
    const texts = [
      { file: 'a.yaml', text: service('x', ', spec: {a: 1}') },
      { file: 'b.yaml', text: `${service('w')}---\n${service('x', ', spec: {a: 2}')}` },
    ];
    const { objects, problems } = readManifests(texts, 'default');
    assert.deepEqual(names({ objects }), ['Service default/x:3', 'Service default/w:1']);
    assert.deepEqual(said({ problems }), [
      'warning b.yaml:3: Service default/x is given again and replaces the one of a.yaml:1; keep one of the two, or give one another name',
    ]);
  });

  it('is the same in every version of its API, and another in another namespace or group', () => {
    const gateway = (version: string, namespace: string) =>
      `{apiVersion: ${version}, kind: Gateway, metadata: {name: g, namespace: ${namespace}}}\n---\n`;
    const { objects } = read(
      gateway('networking.istio.io/v1', 'a') +
        gateway('networking.istio.io/v1beta1', 'a') +
        gateway('networking.istio.io/v1', 'b') +
        gateway('gateway.networking.k8s.io/v1', 'a'),
    );
    assert.deepEqual(
      objects.map(({ group, version, namespace }) => `${group}/${version} ${namespace}`),
      ['networking.istio.io/v1beta1 a', 'networking.istio.io/v1 b', 'gateway.networking.k8s.io/v1 a'],
    );
    const space = (more: string) => `{apiVersion: v1, kind: Namespace, metadata: {name: g${more}}}\n---\n`;
    assert.equal(read(space('') + space(', namespace: b')).objects.length, 1);
  });
});

describe('the line of a field', () => {
  const { objects } = read(`apiVersion: networking.istio.io/v1
kind: VirtualService
metadata:
  name: reviews
spec:
  http:
  - route:
    - destination:
        host: reviews
      weight: 80
    -
      destination: {host: b,
        port: {number: 1}}
`);
  const line = (...path: (string | number)[]) => objects[0]?.placeOf(...path).line;

  it('is that of its key, of an item that of the item', () => {
    assert.deepEqual(
      [line(), line('spec'), line('spec', 'http'), line('spec', 'http', 0), line('spec', 'http', 0, 'route', 0)],
      [1, 5, 6, 7, 8],
    );
    assert.equal(line('spec', 'http', 0, 'route', 0, 'weight'), 10);
    assert.equal(line('spec', 'http', 0, 'route', 1, 'destination', 'port', 'number'), 13);
  });

  it('is that of the nearest field above where it is not written', () => {
    assert.equal(line('spec', 'http', 0, 'route', 1, 'weight'), 12);
    assert.deepEqual(
      [line('spec', 'tcp', 0, 'x'), line('status'), line('spec', 'http', 7), line('metadata', 'name', 'deeper')],
      [5, 1, 6, 4],
    );
  });

  it('is found quickly in a list of a hundred thousand fields', () => {
    const many = Array.from({ length: 20_000 }, (_, i) => `  k${i}: ${i}`).join('\n');
    const [object] = read(`${HEAD}spec:\n${many}\n`).objects;
    for (let i = 0; i < 20_000; i += 1) assert.equal(object?.placeOf('spec', `k${i}`).line, i + 5);
  });
});

describe('any text', () => {
  it('is read or named, and never thrown at', () => {
    const piece = fc.constantFrom(
      'apiVersion: v1',
      'kind: List',
      'kind: A',
      '- ',
      ': ',
      '\n',
      '  ',
      '&a ',
      '*a',
      '<<: ',
      '[',
      ']',
      '{',
      '}',
      '"',
      "'",
      '|',
      '>',
      '---\n',
      '!!int ',
      '#',
      '? ',
      '\t',
      'metadata: {name: x}',
      'items:',
      '{{ x }}',
      '%YAML 1.1\n',
      '\r',
      '\0',
      '\ud800',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string({ maxLength: 4 })), { maxLength: 30 }), (pieces) => {
        const text = pieces.join('');
        const { objects, problems } = read(text);
        for (const { text: what, fix, place } of problems) {
          assert.doesNotMatch(what + fix, /[\p{Cc}]/u);
          assert.ok(place.line >= 1 && place.line <= text.split('\n').length);
        }
        for (const object of objects) assert.ok(object.place.line >= 1 && object.placeOf('spec', 0, 'x').line >= 1);
      }),
      { numRuns: 1500 },
    );
  });
});
