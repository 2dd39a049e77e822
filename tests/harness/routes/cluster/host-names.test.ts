import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Service } from '../../../../harness/routes/cluster/cluster.ts';
import { calledNames, fullHost, serviceOf, shortName } from '../../../../harness/routes/cluster/host-names.ts';

const service = (host: string, more: Partial<Service> = {}): Service => ({
  kind: 'Service',
  object: { kind: 'Service', namespace: 'bookinfo', name: host },
  host,
  ports: [],
  selector: null,
  type: 'ClusterIP',
  endpoints: [],
  endpointsKnown: false,
  labels: {},
  place: { file: host, line: 1 },
  ...more,
});

describe('fullHost', () => {
  it('completes a name without a dot, and nothing else', () => {
    assert.equal(fullHost('reviews', 'bookinfo'), 'reviews.bookinfo.svc.cluster.local');
    for (const host of ['reviews.bookinfo', 'a.b.svc.cluster.local', '*', '*.example.com', '10.0.0.1', '::1', 'fe80::1', '']) {
      assert.equal(fullHost(host, 'bookinfo'), host);
    }
  });

  it('leaves its own answers alone', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), fc.string({ minLength: 1, maxLength: 10 }), (host, namespace) => {
        const once = fullHost(host, namespace);
        assert.equal(fullHost(once, 'other'), once);
      }),
    );
  });
});

describe('serviceOf', () => {
  const services = [
    service('*.com', { kind: 'ServiceEntry' }),
    service('*.example.com', { kind: 'ServiceEntry' }),
    service('api.example.com', { kind: 'ServiceEntry' }),
    service('reviews.bookinfo.svc.cluster.local'),
  ];

  it('takes the exact host first, then the longest wildcard', () => {
    assert.equal(serviceOf(services, 'api.example.com')?.host, 'api.example.com');
    assert.equal(serviceOf(services, 'API.Example.com')?.host, 'api.example.com');
    assert.equal(serviceOf(services, 'a.b.example.com')?.host, '*.example.com');
    assert.equal(serviceOf(services, 'example.com')?.host, '*.com');
    assert.equal(serviceOf(services, '*.example.com')?.host, '*.example.com');
    assert.equal(serviceOf(services, 'reviews.bookinfo.svc.cluster.local')?.object.namespace, 'bookinfo');
  });

  it('finds nothing where there is nothing', () => {
    assert.equal(serviceOf(services, 'reviews'), null);
    assert.equal(serviceOf(services, 'reviews.other.svc.cluster.local'), null);
    assert.equal(serviceOf(services, 'com'), null);
    assert.equal(serviceOf([], 'x'), null);
    assert.equal(serviceOf(services, '__proto__'), null);
  });

  it('does not depend on the order of the list', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(services, { minLength: services.length }), fc.domain(), (order, host) => {
        assert.equal(serviceOf(order, host)?.host, serviceOf(services, host)?.host);
      }),
    );
  });
});

describe('calledNames', () => {
  it('lists the names Kubernetes DNS completes, the bare one in its own namespace only', () => {
    const reviews = service('reviews.bookinfo.svc.cluster.local');
    assert.deepEqual(calledNames(reviews, 'bookinfo'), [
      'reviews',
      'reviews.bookinfo',
      'reviews.bookinfo.svc',
      'reviews.bookinfo.svc.cluster.local',
    ]);
    assert.deepEqual(calledNames(reviews, 'default'), [
      'reviews.bookinfo',
      'reviews.bookinfo.svc',
      'reviews.bookinfo.svc.cluster.local',
    ]);
  });

  it('knows a ServiceEntry by its host and its addresses', () => {
    const entry = service('reviews.default.global', { kind: 'ServiceEntry', addresses: ['240.0.0.3'] });
    assert.deepEqual(calledNames(entry, 'default'), ['reviews.default.global', '240.0.0.3']);
    assert.deepEqual(calledNames(service('*.example.com'), 'default'), ['*.example.com']);
    assert.deepEqual(calledNames(service('*.a.svc.cluster.local'), 'a'), ['*.a.svc.cluster.local']);
  });
});

describe('shortName', () => {
  it('is the name of a service, or the whole host', () => {
    assert.equal(shortName('ratings.bookinfo.svc.cluster.local'), 'ratings');
    assert.equal(shortName('reviews.default.global'), 'reviews.default.global');
    assert.equal(shortName('a.b.c.svc.cluster.local'), 'a.b.c.svc.cluster.local');
  });
});
