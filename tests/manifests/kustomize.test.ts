import assert from 'node:assert/strict';
import { join, normalize } from 'node:path';
import { describe, it } from 'node:test';
import { build, kustomizationOf } from './kustomize.ts';
import { KUSTOMIZATIONS, named, OBJECT_FILES, SCENARIOS, type Written } from './scenarios.ts';

const identity = ({ value: { apiVersion, kind, metadata } }: Written) =>
  [apiVersion.includes('/') ? apiVersion.split('/')[0] : '', kind, metadata.namespace ?? '', metadata.name].join(' ');

const ISTIO = 'networking.istio.io';
const GATEWAY_API = 'gateway.networking.k8s.io';

/** The routing APIs that objects use. */
const apisOf = (objects: readonly Written[]) =>
  new Set(
    objects.map(({ value }) => value.apiVersion.split('/')[0] ?? '').filter((group) => [ISTIO, GATEWAY_API].includes(group)),
  );

/** The one that a folder may use. */
function apiOf(folder: string): string {
  const [scenario, part] = folder.split('/');
  if (part === 'base' && scenario !== 'bookinfo-multicluster') return 'none';
  return part === 'gateway-api' ? GATEWAY_API : ISTIO;
}

describe('kustomizations', () => {
  it('stand in every scenario, over a base', () => {
    assert.equal(SCENARIOS.length, 11);
    for (const scenario of SCENARIOS) assert.ok(KUSTOMIZATIONS.includes(join(scenario, 'base')), scenario);
  });

  for (const folder of KUSTOMIZATIONS) {
    it(`${folder} can be built`, () => {
      const { apiVersion, kind, resources, replicas: _, ...rest } = kustomizationOf(folder);
      assert.deepEqual([apiVersion, kind], ['kustomize.config.k8s.io/v1beta1', 'Kustomization']);
      assert.deepEqual(Object.keys(rest), [], 'nothing that weighbridge routes cannot apply');
      assert.equal(new Set(resources).size, resources.length);
      const objects = build(folder);
      const seen = new Map<string, Written>();
      for (const object of objects) {
        const twin = seen.get(identity(object));
        assert.equal(twin, undefined, `${named(object)} is also ${twin && named(twin)}`);
        seen.set(identity(object), object);
      }
    });

    it(`${folder} uses no routing API but that of its path`, () => {
      for (const api of apisOf(build(folder))) assert.equal(api, apiOf(folder));
    });
  }

  it('list every file with objects', () => {
    const listed = new Set(
      KUSTOMIZATIONS.flatMap((folder) => kustomizationOf(folder).resources.map((resource) => normalize(join(folder, resource)))),
    );
    assert.deepEqual(
      OBJECT_FILES.filter((file) => !listed.has(file)),
      [],
    );
  });

  it('are whole: every overlay holds the workloads of its base', () => {
    for (const folder of KUSTOMIZATIONS.filter((path) => !path.endsWith('/base'))) {
      const scenario = folder.split('/')[0] ?? '';
      const built = new Set(build(folder).map(identity));
      for (const object of build(join(scenario, 'base')))
        assert.ok(built.has(identity(object)), `${folder} lacks ${named(object)}`);
    }
  });
});
