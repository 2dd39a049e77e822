import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { readManifestSets } from '../../../harness/cli/manifest-sets.ts';
import { readManifests } from '../../../harness/routes/documents/read-manifests.ts';
import { fakeHost, scratch } from '../../cli/command.ts';

const SERVICE = (name: string) => `{apiVersion: v1, kind: Service, metadata: {name: ${name}}}\n`;
const DEPLOYMENT = '{apiVersion: apps/v1, kind: Deployment, metadata: {name: d}, spec: {replicas: 1}}\n';
const GATES = 'schema: weighbridge/gates/v1\ngates: []\n';

/** A folder with these files in it. */
const tree = (files: Readonly<Record<string, string>>): string => {
  const folder = scratch();
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
};
const read = (paths: readonly string[], stdin = '') => readManifestSets(paths, 'routes', fakeHost([], { stdin }).host);
/** Sets with the folder they were made in left out. */
const told = async (folder: string, ...paths: readonly string[]) =>
  (await read(paths.length === 0 ? [folder] : paths.map((path) => join(folder, path)))).map(
    ({ name, texts, namespace, problems }) => ({
      name: name.replaceAll(folder, '.'),
      files: texts.map(({ file }) => file.replace(`${folder}/`, '')),
      namespace,
      problems: problems.map(({ place, text, fix }) =>
        `${place.file.replace(`${folder}/`, '')}:${place.line}: ${text}; ${fix}`.replaceAll(folder, '.'),
      ),
    }),
  );
const refused = (paths: readonly string[], message: RegExp, stdin?: string) =>
  assert.rejects(read(paths, stdin), { name: 'UsageError', message });

describe('files', () => {
  it('are one set, in the order they are given', async () => {
    const folder = tree({ 'a.yaml': SERVICE('a'), 'b.txt': SERVICE('b') });
    const sets = await read([join(folder, 'b.txt'), '-', join(folder, 'a.yaml')], SERVICE('c'));
    assert.deepEqual(
      sets.map(({ texts }) => texts.map(({ file }) => file.replace(`${folder}/`, ''))),
      [['b.txt', 'standard input', 'a.yaml']],
    );
    assert.equal(sets[0]?.name, `${folder}/b.txt, standard input, ${folder}/a.yaml`);
    assert.deepEqual(
      readManifests(sets[0]?.texts ?? [], 'default').objects.map(({ name }) => name),
      ['b', 'c', 'a'],
    );
  });

  it('that cannot be read are usage errors', async () => {
    const folder = tree({ 'reviews.yaml': '', 'sub/kustomization.yaml': '' });
    await refused(
      [join(folder, 'review.yaml')],
      /^routes .*review\.yaml: there is no such file or folder; did you mean ".*\/reviews\.yaml"\?$/,
    );
    await refused([join(folder, 'nothing-like-it')], /no such file or folder; check the path$/);
    await refused([''], /^routes "": there is no such file or folder; check the path$/);
    await refused([], /^routes: no manifests given/);
    await refused(['-', '-'], /standard input can be read only once/);
    await refused([join(folder, 'sub/kustomization.yaml')], /this is a kustomization; give its folder, .*\/sub$/);
  });
});

describe('a folder', () => {
  it('is all its YAML and JSON files, without what is hidden', async () => {
    const folder = tree({
      'b/z.yaml': '',
      'a.yml': '',
      'c.JSON': '',
      'd.txt': '',
      '.git/e.yaml': '',
      'node_modules/f.yaml': '',
      'b/a.json': '',
    });
    const [set] = await told(`${folder}`);
    assert.deepEqual(set?.files, ['a.yml', 'b/a.json', 'b/z.yaml', 'c.JSON']);
    assert.deepEqual((await read([`${folder}/`]))[0]?.texts[0], { file: `${folder}/a.yml`, text: '', isNamed: false });
  });

  it('without any is a usage error', async () => {
    await refused([tree({ 'a.txt': '' })], /no \.yaml, \.yml or \.json file is below it/);
  });

  it('whose links lead in a circle comes to an end', async () => {
    const folder = tree({ 'a/x.yaml': SERVICE('x') });
    symlinkSync(folder, join(folder, 'a', 'up'));
    symlinkSync('nowhere.yaml', join(folder, 'a', 'dangling.yaml'));
    assert.deepEqual((await told(folder))[0]?.files, ['a/x.yaml']);
  });

  it('may hold a link to something that is neither file nor folder', async () => {
    const folder = tree({ 'x.yaml': '' });
    symlinkSync('/dev/null', join(folder, 'null.yaml'));
    assert.equal((await told(folder))[0]?.files.length, 2);
  });
});

describe('a kustomization', () => {
  it('is its resources, those of its bases included, with what it does to them', async () => {
    const folder = tree({
      'base/kustomization.yml': 'resources: [d.yaml]\n',
      'base/d.yaml': DEPLOYMENT,
      'base/unused.yaml': 'not: {a: manifest}',
      'istio/kustomization.yaml': 'namespace: bookinfo\nresources: [../base, rules/r.yaml]\nreplicas: [{name: d, count: 3}]\n',
      'istio/rules/r.yaml': SERVICE('r'),
      'gates.yaml': GATES,
    });
    const [set, other] = await read([join(folder, 'istio')]);
    assert.equal(other, undefined);
    assert.deepEqual([set?.namespace, set?.problems], ['bookinfo', []]);
    const { objects, problems } = readManifests(set?.texts ?? [], 'default');
    assert.deepEqual(problems, []);
    assert.deepEqual(
      objects.map(({ kind, namespace, place }) => `${kind} ${namespace} ${place.file.replace(folder, '.')}`),
      ['Deployment bookinfo ./base/d.yaml', 'Service bookinfo ./istio/rules/r.yaml'],
    );
    assert.equal(objects[0]?.placeOf('spec', 'replicas').line, 3);
  });

  it('names its files as a person would type them', async () => {
    const folder = tree({
      'a/kustomization.yaml': 'resources: [../b/, ./x.yaml, c//y.yaml]',
      'a/x.yaml': '',
      'a/c/y.yaml': '',
      'b/Kustomization': 'resources: [z.yaml]',
      'b/z.yaml': '',
    });
    assert.deepEqual((await told(folder, 'a'))[0]?.files, ['b/z.yaml', 'a/x.yaml', 'a/c/y.yaml']);
  });

  it('that asks for what is not there, or is not read, says so with its line', async () => {
    const folder = tree({
      'k/kustomization.yaml': `resources:
- nothing.yaml
- service.yam
- https://example.com/a.yaml
- github.com/a/b//c?ref=v1
- ../outside.yaml
- empty
- service.yaml
- ./service.yaml
- .
- ../k
`,
      'k/service.yaml': SERVICE('s'),
      'k/empty/a.yaml': '',
      'outside.yaml': SERVICE('o'),
    });
    const [set] = await told(folder, 'k');
    assert.deepEqual(set?.files, ['k/service.yaml']);
    assert.deepEqual(set?.problems, [
      'k/kustomization.yaml:2: kustomization: "nothing.yaml" does not exist; write a file or folder relative to this one',
      'k/kustomization.yaml:3: kustomization: "service.yam" does not exist; did you mean "./k/service.yaml"?',
      'k/kustomization.yaml:4: kustomization: "https://example.com/a.yaml" is on another machine and is not fetched here; let kubectl do it: kubectl kustomize ./k | weighbridge routes -',
      'k/kustomization.yaml:5: kustomization: "github.com/a/b//c?ref=v1" is on another machine and is not fetched here; let kubectl do it: kubectl kustomize ./k | weighbridge routes -',
      'k/kustomization.yaml:6: kustomization: "../outside.yaml" is a file outside the folder of the kustomization, which kustomize refuses; name a folder that has a kustomization of its own',
      'k/kustomization.yaml:7: kustomization: the folder "empty" has no kustomization.yaml; add one, or name the files of the folder',
      'k/kustomization.yaml:9: kustomization: "./service.yaml" is named in line 8 already; name it once: kustomize refuses it twice',
      'k/kustomization.yaml:10: kustomization: "." leads back to itself; take it out of the resources',
      'k/kustomization.yaml:11: kustomization: "../k" is named in line 10 already; name it once: kustomize refuses it twice',
    ]);
  });

  it('that leads back to itself comes to an end', async () => {
    const folder = tree({ 'a/kustomization.yaml': 'resources: [../b]', 'b/kustomization.yaml': 'resources: [../a]' });
    assert.match((await told(folder, 'a'))[0]?.problems[0] ?? '', /^b\/kustomization\.yaml:1: .*leads back to itself/);
    await refused([folder], /every kustomization in it is part of another one; give one of .*a, .*b$/);
  });

  it('that doubles at every step is refused before it fills the memory', async () => {
    const files: Record<string, string> = { 'k20/kustomization.yaml': 'resources: []' };
    for (let i = 0; i < 20; i += 1) {
      files[`k${i}/kustomization.yaml`] = `resources: [a, b]`;
      files[`k${i}/a/kustomization.yaml`] = `resources: [../../k${i + 1}]`;
      files[`k${i}/b/kustomization.yaml`] = `resources: [../../k${i + 1}]`;
    }
    await refused([join(tree(files), 'k0')], /more than 2000 resources/);
  });

  it('beside another one in the same folder is an error', async () => {
    const folder = tree({ 'kustomization.yaml': 'resources: []', Kustomization: 'resources: []' });
    assert.match((await told(folder))[0]?.problems[0] ?? '', /Kustomization stands beside it/);
  });

  it('reads its replacements from files, too', async () => {
    const folder = tree({
      'kustomization.yaml': 'resources: [d.yaml, s.yaml]\nreplacements:\n- path: r.yaml\n- path: none.yaml\n',
      'd.yaml': DEPLOYMENT,
      's.yaml': SERVICE('s').replace('}}', '}, spec: {ports: [{port: 7}]}}'),
      'r.yaml':
        'source: {kind: Service, fieldPath: spec.ports.0.port}\ntargets: [{select: {kind: Deployment}, fieldPaths: [spec.replicas]}]\n',
    });
    const [set] = await read([folder]);
    const [deployment] = readManifests(set?.texts ?? [], 'default').objects;
    assert.deepEqual(JSON.parse(JSON.stringify(deployment?.value)).spec, { replicas: 7 });
    assert.deepEqual(
      set?.problems.map(({ place }) => place.line),
      [4],
    );
  });
});

describe('a folder of overlays', () => {
  const scenario = {
    'gates.yaml': GATES,
    'README.md': '',
    'base/kustomization.yaml': 'resources: [d.yaml]',
    'base/d.yaml': DEPLOYMENT,
    'istio/kustomization.yaml': 'resources: [../base, r.yaml]\nnamespace: istio',
    'istio/r.yaml': SERVICE('r'),
    'gateway-api/kustomization.yaml': 'resources: [../base]',
    'parts/kustomization.yaml': 'kind: Component\napiVersion: kustomize.config.k8s.io/v1alpha1\n',
  };

  it('is one set for each that no other one builds on', async () => {
    const folder = tree(scenario);
    assert.deepEqual(await told(folder), [
      { name: './gateway-api', files: ['base/d.yaml'], namespace: null, problems: [] },
      { name: './istio', files: ['base/d.yaml', 'istio/r.yaml'], namespace: 'istio', problems: [] },
    ]);
  });

  it('beside other paths has to be chosen from, unless there is only one', async () => {
    const folder = tree(scenario);
    const file = join(folder, 'istio/r.yaml');
    await refused(
      [folder, file],
      /there are several overlays in it and other paths beside it; give one of .*\/gateway-api, .*\/istio$/,
    );
    assert.equal((await read([join(folder, 'istio'), file])).length, 1);
    const single = tree({ 'k/kustomization.yaml': 'resources: [a.yaml]', 'k/a.yaml': SERVICE('a') });
    assert.deepEqual(
      (await read([single, file])).map(({ texts }) => texts.length),
      [2],
    );
  });

  it('names manifests that belong to none of them', async () => {
    const folder = tree({ ...scenario, 'extra/lost.yaml': `kind: Service\n` });
    const [set] = await told(folder);
    assert.match(set?.problems.join() ?? '', /^extra\/lost\.yaml:1: belongs to no kustomization/);
  });
});
