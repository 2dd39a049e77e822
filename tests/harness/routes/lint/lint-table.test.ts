import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { deployment, gateway, linted, service, subsets, tableOf, to, virtualService } from './linted.ts';

const rule = (match: string | null, subset: string | null = null): string =>
  `  - { ${match === null ? '' : `match: [{ uri: { prefix: ${match} } }], `}route: [${to('a', subset)}] }`;

describe('hosts of a gateway', () => {
  it('leave paths over without a last rule for everything', () => {
    const found = (...rules: readonly string[]) =>
      linted('no-default-rule', service('a'), gateway('gw'), virtualService('x.example.com', rules.join('\n'), '[gw]'));
    assert.match(found(rule('/a'))[0] ?? '', /^note: gateway shop\/gw, host "x.example.com": .*404/);
    assert.deepEqual(found(rule('/a'), rule(null)), []);
    assert.deepEqual(found(rule('/a'), rule('/')), []);
    assert.deepEqual(linted('no-default-rule', service('a'), virtualService('a', rule('/a'))), []);
  });
});

describe('DestinationRules', () => {
  it('define subsets that no rule sends to', () => {
    const world = [service('a'), subsets('a', 'v1', 'v2', 'v3')];
    assert.match(
      linted('subset-unused', ...world, virtualService('a', rule(null, 'v2')))[0] ?? '',
      /^note: .*subsets "v1", "v3"/,
    );
    const mirrored = `  - { route: [${to('a', 'v1')}, ${to('a', 'v2', 9)}], mirror: { host: a, subset: v3 } }`;
    assert.deepEqual(linted('subset-unused', ...world, virtualService('a', mirrored)), []);
    assert.deepEqual(linted('subset-unused', ...world), []);
  });

  it('name a host that is no service', () => {
    assert.match(
      linted('policy-without-service', service('reviews'), subsets('review', 'v1'))[0] ?? '',
      /^warning: .*"review\.shop/,
    );
    assert.deepEqual(linted('policy-without-service', service('reviews'), subsets('reviews', 'v1')), []);
    assert.deepEqual(
      linted(
        'policy-without-service',
        service('reviews'),
        subsets('"*.shop.svc.cluster.local"', 'v1').replace('name: "*.shop.svc.cluster.local"', 'name: all'),
      ),
      [],
    );
    assert.deepEqual(linted('policy-without-service', subsets('elsewhere', 'v1')), []);
  });

  it('choose replicas by a hash behind weights', () => {
    const sticky = subsets('a', 'v1', 'v2').replace(
      'subsets:',
      'trafficPolicy: { loadBalancer: { consistentHash: { useSourceIp: true } } }\n  subsets:',
    );
    const split = `  - { route: [${to('a', 'v1', 1)}, ${to('a', 'v2', 1)}] }`;
    assert.match(linted('sticky-replicas', service('a'), sticky, virtualService('a', split))[0] ?? '', /^note: /);
    assert.deepEqual(linted('sticky-replicas', service('a'), sticky, virtualService('a', rule(null, 'v1'))), []);
    assert.deepEqual(linted('sticky-replicas', service('a'), subsets('a', 'v1', 'v2'), virtualService('a', split)), []);
  });
});

describe('rules in the mesh', () => {
  it('for a protocol that the service does not speak are not in force', () => {
    assert.match(
      linted('rules-not-used', service('a', 9000, 'tcp'), virtualService('a', rule(null)))[0] ?? '',
      /^warning: .*http rules for a\.shop.*port 9000 \(tcp\) TCP/,
    );
    const tcp = virtualService('a', rule(null)).replace('http:', 'tcp:');
    assert.match(linted('rules-not-used', service('a'), tcp)[0] ?? '', /tcp rules/);
    assert.deepEqual(linted('rules-not-used', service('a'), virtualService('a', rule(null))), []);
    assert.deepEqual(linted('rules-not-used', service('a', 9000, 'odd'), virtualService('a', rule(null))), []);
  });
});

describe('everything', () => {
  it('is told once, however many ways in reach a rule', () => {
    const servers = [80, 81]
      .map((port) => `{ port: { number: ${port}, name: h${port}, protocol: HTTP }, hosts: ['*'] }`)
      .join(', ');
    const documents = [service('a'), gateway('gw', servers), virtualService('x.example.com', rule('/a/'), '[gw, mesh]')];
    assert.equal(linted('prefix-misses-bare', ...documents).length, 1);
    assert.equal(linted('no-default-rule', ...documents).length, 1);
  });

  it('is quiet about a plain split', () => {
    const split = `  - { route: [${to('a', 'v1', 90)}, ${to('a', 'v2', 10)}] }`;
    const world = [service('a'), deployment('a', 'v1'), deployment('a', 'v2'), subsets('a', 'v1', 'v2')];
    assert.deepEqual(tableOf(...world, virtualService('a', split)).problems, []);
  });
});
