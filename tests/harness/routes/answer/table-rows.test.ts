import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { tableRows } from '../../../../harness/routes/answer/table-rows.ts';
import { gateway, service, subsets, tableOf, to, virtualService } from './tables.ts';

const rows = (...documents: readonly string[]) => tableRows(tableOf(...documents));
const world = [service('a'), subsets('a', 'v1', 'v2')];

describe('tableRows', () => {
  it('has a row for every weighted destination, with the line of its weight', () => {
    const split = `  - { match: [{ uri: { prefix: /a }, headers: { x: { exact: b } } }], route: [${to('a', 'v1', 80)}, ${to('a', 'v2', 20)}] }`;
    const found = rows(...world, virtualService('a', split));
    assert.deepEqual(
      found.map(({ entry, host, match, destination, version, weight, share }) => [
        entry,
        host,
        match,
        destination,
        version,
        weight,
        share,
      ]),
      [
        [
          'mesh',
          'a.shop.svc.cluster.local',
          'path prefix /a · header x = b',
          'a.shop.svc.cluster.local:80 subset v1',
          'v1',
          '80',
          0.8,
        ],
        [
          'mesh',
          'a.shop.svc.cluster.local',
          'path prefix /a · header x = b',
          'a.shop.svc.cluster.local:80 subset v2',
          'v2',
          '20',
          0.2,
        ],
      ],
    );
    assert.ok(found.every(({ place }) => place.file === 'm.yaml' && place.line > 1));
  });

  it('has no weight where none is written, and counts the abort', () => {
    const rule = `  - { fault: { abort: { httpStatus: 503, percentage: { value: 25 } } }, route: [${to('a', 'v1')}] }`;
    assert.deepEqual(
      rows(...world, virtualService('a', rule)).map(({ destination, weight, share }) => [destination, weight, share]),
      [
        ['status 503 (fault abort)', '25 %', 0.25],
        ['a.shop.svc.cluster.local:80 subset v1', null, 0.75],
      ],
    );
  });

  it('names redirects, answers, and gateways without rules', () => {
    assert.match(
      rows(...world, virtualService('a', '  - { redirect: { uri: /x } }'))[0]?.destination ?? '',
      /^redirect 301 to .*\/x$/,
    );
    assert.match(
      rows(...world, virtualService('a', '  - { directResponse: { status: 418 } }'))[0]?.destination ?? '',
      /^status 418/,
    );
    assert.deepEqual(
      rows(gateway('gw')).map(({ entry, host, destination }) => [entry, host, destination]),
      [['gateway shop/gw :80 HTTP', '*', 'no route: 404']],
    );
    const redirecting = "{ port: { number: 80, name: http, protocol: HTTP }, hosts: ['*'], tls: { httpsRedirect: true } }";
    assert.equal(rows(gateway('gw', redirecting))[0]?.destination, 'redirect 301 to https');
    const tcp = "{ port: { number: 1, name: tcp, protocol: TCP }, hosts: ['*'] }";
    assert.equal(rows(gateway('gw', tcp))[0]?.destination, 'no route: closed');
  });

  it('is empty without routes', () => {
    assert.deepEqual(rows(...world), []);
  });
});
