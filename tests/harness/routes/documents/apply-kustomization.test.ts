import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { applyKustomization } from '../../../../harness/routes/documents/apply-kustomization.ts';
import type { Kustomization } from '../../../../harness/routes/documents/kustomization.ts';
import { readKustomization } from '../../../../harness/routes/documents/read-kustomization.ts';
import { readManifests } from '../../../../harness/routes/documents/read-manifests.ts';
import { names, plain, read, said } from './manifests.ts';

const OBJECTS = `apiVersion: v1
kind: Namespace
metadata: {name: old}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: d, labels: {app: d}}
spec:
  replicas: 1
  selector: {matchLabels: {app: d}}
  template:
    metadata: {labels: {app: d}}
    spec:
      initContainers: [{name: i, image: "foo:1"}]
      containers:
      - {name: a, image: foo}
      - {name: b, image: "reg:5000/foo:1"}
---
apiVersion: v1
kind: Service
metadata: {name: s, namespace: other}
spec: {selector: {app: d}}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: c}
---
apiVersion: networking.istio.io/v1
kind: ServiceEntry
metadata: {name: se}
spec:
  hosts: [a.global]
  workloadSelector: {labels: {app: d}}
  endpoints:
  - address: placeholder
    ports: {http: 15443}
  - address: placeholder2
`;

/** What a kustomization makes of the objects. */
const built = (kustomization: string) => {
  const { change, replacements, problems } = readKustomization({ file: 'kustomization.yaml', text: kustomization });
  assert.deepEqual(problems, []);
  const whole: Kustomization = { ...change, replacements: replacements.flatMap((one) => ('path' in one ? [] : [one])) };
  const { objects, problems: found } = applyKustomization(read(OBJECTS).objects, whole);
  const of = (kind: string) => objects.find((object) => object.kind === kind)!;
  return {
    objects,
    problems: found,
    of,
    spec: (kind: string) => (plain(of(kind).value) as { spec: Record<string, unknown> }).spec,
  };
};

describe('namespace', () => {
  it('goes to every object that has one, and names the Namespace', () => {
    const { objects, of } = built('namespace: new\n');
    assert.deepEqual(names({ objects }), [
      'Namespace default/new:1',
      'Deployment new/d:5',
      'Service new/s:19',
      'ClusterRole default/c:24',
      'ServiceEntry new/se:28',
    ]);
    assert.deepEqual(plain((of('Service').value as { metadata: unknown }).metadata), { name: 's', namespace: 'new' });
    assert.deepEqual(of('Service').placeOf('metadata', 'namespace'), { file: 'kustomization.yaml', line: 1 });
    assert.deepEqual(of('Service').placeOf('spec'), { file: 'a.yaml', line: 22 });
  });
});

describe('replicas', () => {
  it('count the pods from there on, and are found where they are written', () => {
    const { of, spec } = built('replicas:\n- name: d\n  count: 0\n');
    assert.equal(spec('Deployment').replicas, 0);
    assert.deepEqual(of('Deployment').placeOf('spec', 'replicas'), { file: 'kustomization.yaml', line: 3 });
    assert.deepEqual(of('Deployment').placeOf('spec', 'template').line, 11);
  });

  it('of nothing are an error', () => {
    for (const name of ['s', 'nobody'])
      assert.match(
        said(built(`replicas: [{name: ${name}, count: 1}]\n`))[0] ?? '',
        /^error kustomization\.yaml:1: replicas: no Deployment/,
      );
  });
});

describe('images', () => {
  const images = (text: string) => {
    const pod = (built(`images: [${text}]\n`).spec('Deployment') as { template: { spec: Record<string, { image: string }[]> } })
      .template.spec;
    return [...pod.initContainers!, ...pod.containers!].map(({ image }) => image);
  };

  it('get another name, tag or digest by their whole name', () => {
    assert.deepEqual(images('{name: foo, newName: bar, newTag: "2"}'), ['bar:2', 'bar:2', 'reg:5000/foo:1']);
    assert.deepEqual(images('{name: foo, newName: bar}'), ['bar:1', 'bar', 'reg:5000/foo:1']);
    assert.deepEqual(images('{name: foo, digest: "sha256:q"}'), ['foo@sha256:q', 'foo@sha256:q', 'reg:5000/foo:1']);
    assert.deepEqual(images('{name: foo, newName: "r:1/foo", newTag: "1.0", digest: "sha256:q"}')[0], 'r:1/foo:1.0@sha256:q');
    assert.deepEqual(images('{name: "reg:5000/foo", newTag: "3"}'), ['foo:1', 'foo', 'reg:5000/foo:3']);
  });
});

describe('labels', () => {
  it('go to objects, to pods and to selectors, as far as they are told', () => {
    const own = built('labels: [{pairs: {a: b, app: z}}]\n');
    assert.deepEqual({ ...own.of('Deployment').labels }, { app: 'z', a: 'b' });
    assert.deepEqual({ ...own.of('Namespace').labels }, { a: 'b', app: 'z' });
    assert.deepEqual(own.spec('Deployment').selector, { matchLabels: { app: 'd' } });
    const pods = built('labels: [{pairs: {a: b}, includeTemplates: true}]\n').spec('Deployment');
    assert.deepEqual(
      [pods.selector, (pods.template as { metadata: unknown }).metadata],
      [{ matchLabels: { app: 'd' } }, { labels: { app: 'd', a: 'b' } }],
    );
    const all = built('commonLabels: {a: b}\n');
    assert.deepEqual(all.spec('Deployment').selector, { matchLabels: { app: 'd', a: 'b' } });
    assert.deepEqual(all.spec('Service').selector, { app: 'd', a: 'b' });
    assert.deepEqual(all.spec('ServiceEntry').workloadSelector, { labels: { app: 'd' } });
  });
});

describe('replacements', () => {
  const copy = (
    fieldPath: string,
    target = 'select: {kind: ServiceEntry}',
    source = 'kind: Service, name: s, fieldPath: metadata.namespace',
  ) => built(`replacements:\n- source: {${source}}\n  targets:\n  - ${target}\n    fieldPaths: ["${fieldPath}"]\n`);
  const endpoints = (made: ReturnType<typeof built>) => (made.spec('ServiceEntry') as { endpoints: unknown }).endpoints;

  it('copy a field to every place that is meant', () => {
    assert.deepEqual(endpoints(copy('spec.endpoints.0.address')), [
      { address: 'other', ports: { http: 15443 } },
      { address: 'placeholder2' },
    ]);
    assert.deepEqual(endpoints(copy('spec.endpoints.[address=placeholder2].address')), [
      { address: 'placeholder', ports: { http: 15443 } },
      { address: 'other' },
    ]);
    assert.deepEqual(endpoints(copy('spec.endpoints.*.address')), [
      { address: 'other', ports: { http: 15443 } },
      { address: 'other' },
    ]);
    const rejected = copy('spec.nothing', 'select: {kind: ServiceEntry}\n    reject: [{name: se}]');
    assert.deepEqual(rejected.problems, []);
  });

  it('keep the type of the field', () => {
    const source = 'kind: Deployment, fieldPath: spec.replicas';
    assert.deepEqual((endpoints(copy('spec.endpoints.0.address', undefined, source)) as { address: unknown }[])[0]?.address, '1');
    assert.deepEqual(
      copy('spec.replicas', 'select: {kind: Deployment}', 'kind: ServiceEntry, fieldPath: spec.endpoints.0.ports.http').spec(
        'Deployment',
      ).replicas,
      15443,
    );
    assert.match(said(copy('spec.endpoints.0.ports.http'))[0] ?? '', /"other" does not fit ServiceEntry se/);
    assert.match(said(copy('spec.endpoints.0.ports'))[0] ?? '', /does not fit/);
  });

  it('that lead nowhere are errors', () => {
    for (const path of [
      'spec.nothing',
      'spec.endpoints.7.address',
      'spec.endpoints.[address=x].address',
      '__proto__.x',
      'spec.hosts.0.x',
    ])
      assert.match(said(copy(path))[0] ?? '', /^error kustomization\.yaml:5: replacements: ServiceEntry se has nothing at/, path);
    assert.match(said(copy('spec.hosts.0', undefined, 'kind: Nothing'))[0] ?? '', /no object is what source selects/);
    assert.match(said(copy('spec.hosts.0', undefined, 'version: v1'))[0] ?? '', /\d objects are what source selects/);
    assert.match(said(copy('spec.hosts.0', undefined, 'kind: Service, fieldPath: spec'))[0] ?? '', /has no text or number/);
  });
});

describe('several kustomizations', () => {
  const change = (text: string): Kustomization => ({ ...readKustomization({ file: text, text }).change, replacements: [] });
  const deployment = '{apiVersion: apps/v1, kind: Deployment, metadata: {name: d}, spec: {replicas: 1}}';

  it('do what they do from the innermost to the outermost', () => {
    const kustomizations = [change('{namespace: inner, replicas: [{name: d, count: 2}]}'), change('{namespace: outer}')];
    const { objects, problems } = readManifests([{ file: 'a', text: deployment, kustomizations }], 'default');
    assert.deepEqual([names({ objects }), problems], [['Deployment outer/d:1'], []]);
    assert.equal((plain(objects[0]?.value) as { spec: { replicas: number } }).spec.replicas, 2);
  });

  it('may build on one base twice, as long as its objects differ in the end', () => {
    const [one, two, both] = [change('{namespace: one}'), change('{namespace: two}'), change('{}')];
    const texts = [one!, two!].map((inner) => ({ file: 'a', text: deployment, kustomizations: [change('{}'), inner, both!] }));
    assert.deepEqual(names(readManifests(texts, 'default')), ['Deployment one/d:1', 'Deployment two/d:1']);
    const same = readManifests(
      texts.map((text) => ({ ...text, kustomizations: [both!] })),
      'default',
    );
    assert.match(said(same).join(), /^error a:1: Deployment default\/d is read twice from this line, which kustomize refuses/);
  });

  it('leave aliases that are shared alone', () => {
    const text =
      'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: d, labels: &l {app: d}}\nspec: {selector: {matchLabels: *l}, template: {metadata: {labels: *l}}}\n';
    const kustomizations = [change('labels: [{pairs: {a: b}, includeTemplates: true}]')];
    const value = plain(readManifests([{ file: 'a', text, kustomizations }], 'default').objects[0]?.value) as { spec: unknown };
    assert.deepEqual(value.spec, {
      selector: { matchLabels: { app: 'd' } },
      template: { metadata: { labels: { app: 'd', a: 'b' } } },
    });
  });

  it('refuse what is no manifest among their resources', () => {
    const kustomizations = [change('{}')];
    assert.match(
      said(readManifests([{ file: 'gates.yaml', text: 'gates: [{name: a}]', kustomizations }], 'x'))[0] ?? '',
      /no Kubernetes object/,
    );
  });
});
