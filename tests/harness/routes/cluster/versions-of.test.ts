import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Endpoint, Service, Workload } from '../../../../harness/routes/cluster/cluster.ts';
import { endpointsOf } from '../../../../harness/routes/cluster/endpoints-of.ts';
import { versionsOf } from '../../../../harness/routes/cluster/versions-of.ts';

type Labels = Record<string, string>;
const HOST = 'reviews.bookinfo.svc.cluster.local';

const workload = (name: string, labels: Labels, kind = 'Deployment'): Workload => ({
  object: { kind, namespace: 'bookinfo', name },
  labels,
  replicas: 1,
  containers: [],
  address: null,
  weight: 1,
  isInjected: null,
  place: { file: name, line: 1 },
});

const endpoint = (labels: Labels, count = 1, weight = 1, name = `${labels.version ?? 'plain'}-workload`): Endpoint => ({
  labels,
  count,
  weight,
  address: null,
  ports: {},
  workload: workload(name, labels),
  place: { file: name, line: 1 },
});

const service = (endpoints: readonly Endpoint[], more: Partial<Service> = {}): Service => ({
  kind: 'Service',
  object: { kind: 'Service', namespace: 'bookinfo', name: 'reviews' },
  host: HOST,
  ports: [],
  selector: { app: 'reviews' },
  type: 'ClusterIP',
  endpoints,
  endpointsKnown: true,
  labels: {},
  place: { file: 'service', line: 1 },
  ...more,
});

const of = (behind: Service | null, subset: string | null = null, subsetLabels: Labels | null = null) => {
  const { known, versions } = versionsOf({ host: HOST, service: behind, subset, subsetLabels });
  return { known, parts: Object.fromEntries(versions.map(({ version, parts }) => [version, parts])) };
};

const v1 = endpoint({ app: 'reviews', version: 'v1' });
const v2 = endpoint({ app: 'reviews', version: 'v2' }, 3);
const bare = endpoint({ app: 'reviews' }, 2);

describe('versionsOf', () => {
  it('shares a service without a subset by pods and weights', () => {
    assert.deepEqual(of(service([v1, v2])), { known: true, parts: { v1: 1n, v2: 3n } });
    const weighted = [endpoint({ version: 'v1' }, 1, 30), endpoint({ version: 'v2' }, 1, 60), endpoint({ version: 'v1' }, 2, 5)];
    assert.deepEqual(of(service(weighted)), { known: true, parts: { v1: 40n, v2: 60n } });
  });

  it('takes the endpoints of a subset', () => {
    assert.deepEqual(of(service([v1, v2]), 'two', { version: 'v2' }), { known: true, parts: { v2: 3n } });
    assert.deepEqual(of(service([v1, v2]), 'all', {}), { known: true, parts: { v1: 1n, v2: 3n } });
    assert.deepEqual(of(service([v1, v2]), 'both', { app: 'reviews' }), { known: true, parts: { v1: 1n, v2: 3n } });
  });

  it('names a version by its endpoints, the subset, then the service', () => {
    assert.deepEqual(of(service([bare])), { known: true, parts: { reviews: 2n } });
    assert.deepEqual(of(service([bare]), 'blue', { app: 'reviews' }), { known: true, parts: { blue: 2n } });
    const gateway = endpoint({ cluster: 'cluster2' });
    const global = service([gateway], { host: 'reviews.default.global' });
    assert.deepEqual(of(global, 'v3', { cluster: 'cluster2' }), { known: true, parts: { v3: 1n } });
    assert.deepEqual(of(global), { known: true, parts: { 'reviews.default.global': 1n } });
  });

  it('names an endpoint without the label by its workload where others have one', () => {
    const old = endpoint({ app: 'reviews' }, 1, 1, 'reviews-old');
    assert.deepEqual(of(service([v1, old])), { known: true, parts: { v1: 1n, 'reviews-old': 1n } });
    const pods = ['x2x2x', 'y4y4y'].map((random) => {
      const labels = { app: 'reviews', 'pod-template-hash': '6c857bc499' };
      const name = `reviews-old-6c857bc499-${random}`;
      return { ...endpoint(labels), workload: workload(name, labels, 'Pod') };
    });
    assert.deepEqual(of(service([v1, ...pods])), { known: true, parts: { v1: 1n, 'reviews-old': 2n } });
    const machine = { ...endpoint({}), workload: null, address: '10.0.0.7' };
    assert.deepEqual(of(service([v1, machine])), { known: true, parts: { v1: 1n, '10.0.0.7': 1n } });
    const numbered = ['db-0', 'db-1'].map((name) => {
      const labels = { 'statefulset.kubernetes.io/pod-name': name };
      return { ...endpoint(labels), workload: workload(name, labels, 'Pod') };
    });
    assert.deepEqual(of(service([v1, ...numbered])), { known: true, parts: { v1: 1n, db: 2n } });
  });

  it('knows that nothing answers', () => {
    const none = endpoint({ app: 'reviews', version: 'v2' }, 0);
    assert.deepEqual(of(service([none])), { known: true, parts: {} });
    assert.deepEqual(of(service([v1, none])), { known: true, parts: { v1: 1n } });
    assert.deepEqual(of(service([v1, v2]), 'v9', { version: 'v9' }), { known: true, parts: {} });
    assert.deepEqual(of(service([v1, none]), 'v2', { version: 'v2' }), { known: true, parts: {} });
  });

  it('never takes the unknown for nothing', () => {
    const unknown = service([], { endpointsKnown: false });
    assert.deepEqual(of(null), { known: false, parts: { reviews: 1n } });
    assert.deepEqual(of(null, 'blue'), { known: false, parts: { blue: 1n } });
    assert.deepEqual(of(null, 'blue', { version: 'v2' }), { known: false, parts: { v2: 1n } });
    assert.deepEqual(of(unknown), { known: false, parts: { reviews: 1n } });
    assert.deepEqual(of(unknown, 'blue', { version: 'v2' }), { known: false, parts: { v2: 1n } });
    assert.deepEqual(of({ ...unknown, selector: { app: 'reviews', version: 'v3' } }), { known: false, parts: { v3: 1n } });
    assert.deepEqual(of(service([v1, v2]), 'blue'), { known: false, parts: { blue: 1n } });
  });

  it('keeps labels and versions of odd names apart', () => {
    const odd = [endpoint({ version: '__proto__' }), endpoint({ version: 'constructor' }, 2)];
    const { versions } = versionsOf({ host: HOST, service: service(odd), subset: null, subsetLabels: null });
    assert.deepEqual(
      versions.map(({ version, parts }) => [version, parts]),
      [
        ['__proto__', 1n],
        ['constructor', 2n],
      ],
    );
    assert.deepEqual(of(service([v1]), 'x', { constructor: 'y' }), { known: true, parts: {} });
  });

  const endpoints = fc.array(
    fc.record({
      version: fc.constantFrom('v1', 'v2', 'v3', null),
      count: fc.nat(5),
      weight: fc.integer({ min: 1, max: 2 ** 32 - 1 }),
    }),
    { maxLength: 8 },
  );

  it('divides exactly what there is, in any order', () => {
    fc.assert(
      fc.property(endpoints, fc.infiniteStream(fc.nat()), (drawn, keys) => {
        const behind = drawn.map(({ version, count, weight }) => endpoint(version === null ? {} : { version }, count, weight));
        const total = behind.reduce((sum, { count, weight }) => sum + BigInt(count) * BigInt(weight), 0n);
        const { known, parts } = of(service(behind));
        assert.equal(known, true);
        assert.equal(
          Object.values(parts).reduce((sum, part) => sum + part, 0n),
          total,
        );
        assert.ok(Object.values(parts).every((part) => part > 0n));
        const order = behind.map((one) => ({ one, key: keys.next().value ?? 0 })).sort((a, b) => a.key - b.key);
        assert.deepEqual(of(service(order.map(({ one }) => one))).parts, parts);
      }),
    );
  });

  it('gives the subsets of all versions together what the service has', () => {
    fc.assert(
      fc.property(endpoints, (drawn) => {
        const behind = service(drawn.map(({ version, count, weight }) => endpoint({ version: version ?? 'v0' }, count, weight)));
        const apart = ['v0', 'v1', 'v2', 'v3'].map((version) => of(behind, version, { version }).parts);
        assert.deepEqual(Object.assign({}, ...apart), of(behind).parts);
      }),
    );
  });
});

describe('endpointsOf', () => {
  it('takes those that carry every label', () => {
    assert.deepEqual(endpointsOf(service([v1, v2, bare]), { app: 'reviews', version: 'v1' }), [v1]);
    assert.deepEqual(endpointsOf(service([v1, v2, bare]), null), [v1, v2, bare]);
    assert.deepEqual(endpointsOf(service([v1]), { version: 'v1', zone: 'a' }), []);
  });
});
