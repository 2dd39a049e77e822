import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { readRoutes } from '../../../harness/routes/read-routes.ts';
import { gateway, service, tableOf, to, virtualService } from './answer/tables.ts';

describe('readRoutes', () => {
  it('reads several files into one table, gateways before the mesh', () => {
    const files = [service('a'), virtualService('a', `  - { route: [${to('a')}] }`, '[gw, mesh]'), gateway('gw')];
    const texts = files.map((text, index) => ({ file: `${index}.yaml`, text }));
    const { entries, services } = readRoutes(texts, 'shop');
    assert.deepEqual(
      entries.map(({ kind }) => kind),
      ['gateway', 'mesh'],
    );
    assert.equal(services[0]?.host, 'a.shop.svc.cluster.local');
  });

  it('has no ways in, and no error, for files without routes', () => {
    for (const text of ['', '# nothing\n', service('a')]) {
      const { entries, problems } = tableOf(text);
      assert.deepEqual(entries, []);
      assert.ok(problems.every(({ severity }) => severity !== 'error'));
    }
  });

  it('puts errors first, and each kind of problem in the order of the files', () => {
    const http = `  - { wieght: 1, route: [${to('a')}] }`;
    const good = `  - { match: [{ uri: { prefix: /x/ } }], route: [${to('nowhere')}] }`;
    const { problems } = readRoutes(
      [
        {
          file: 'b.yaml',
          text: [virtualService('b', good), 'kind: Nothing\napiVersion: v1\nmetadata: { name: n }'].join('\n---\n'),
        },
        { file: 'a.yaml', text: virtualService('a', http) },
      ],
      'shop',
    );
    const severities = ['error', 'missing', 'warning', 'note'];
    const ranks = problems.map(({ severity }) => severities.indexOf(severity));
    assert.deepEqual(ranks, ranks.toSorted());
    assert.ok(
      problems.some(({ severity, place, text }) => severity === 'error' && place.file === 'a.yaml' && /wieght/.test(text)),
    );
    for (const severity of severities) {
      const places = problems.filter((problem) => problem.severity === severity).map(({ place }) => place);
      const sorted = places.toSorted((x, y) => Number(x.file < y.file) - Number(x.file > y.file) || x.line - y.line);
      assert.deepEqual(places, sorted);
    }
  });

  it('keeps what can be read beside what cannot', () => {
    const broken = virtualService('b', `  - { route: [${to('b', null, -1)}, ${to('b')}] }`);
    const { entries, problems } = tableOf(
      service('a'),
      virtualService('a', `  - { route: [${to('a')}] }`),
      broken,
      '{ not: [yaml',
    );
    assert.equal(entries[0]?.hosts[0]?.host, 'a.shop.svc.cluster.local');
    assert.ok(problems.filter(({ severity }) => severity === 'error').length >= 2);
  });

  it('takes any text', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), (text) => {
        assert.ok(Array.isArray(readRoutes([{ file: 'x.yaml', text }], 'shop').problems));
      }),
    );
  });
});
