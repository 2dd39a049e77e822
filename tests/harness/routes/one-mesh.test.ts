import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { answerOf, service, sharesText, tableOf, to, virtualService } from './answer/tables.ts';

const route = (port: number | null, backend: string): string => `
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: r }
spec:
  parentRefs: [{ group: "", kind: Service, name: a${port === null ? '' : `, port: ${port}`} }]
  rules: [{ backendRefs: [{ name: ${backend}, port: 80 }] }]`;
const world = [service('a').replace('port: 80 }', 'port: 80 }, { name: http-b, port: 81 }'), service('b'), service('c')];
const rules = virtualService('a', `  - { route: [${to('b')}] }`);

describe('oneMesh', () => {
  it('holds the rules of both APIs for different hosts', () => {
    const table = tableOf(...world, virtualService('b', `  - { route: [${to('c')}] }`), route(80, 'c'));
    assert.equal(table.entries.length, 1);
    assert.equal(sharesText(answerOf(table, { host: 'b' })), 'c 1');
    assert.equal(sharesText(answerOf(table, { host: 'a', port: 80 })), 'c 1');
  });

  it('leaves a host open that both APIs have rules for, and warns', () => {
    for (const port of [null, 80]) {
      const table = tableOf(...world, rules, route(port, 'c'));
      assert.match(
        answerOf(table, { host: 'a', port: 80 }).uncertain ?? '',
        /VirtualService shop\/a.*: b; if HTTPRoute shop\/r.*: c/,
      );
      assert.ok(table.problems.some(({ id, severity }) => id === 'host-claimed-twice' && severity === 'warning'));
    }
  });

  it('is certain where both say the same, and for the ports that only one speaks of', () => {
    assert.equal(sharesText(answerOf(tableOf(...world, rules, route(80, 'b')), { host: 'a', port: 80 })), 'b 1');
    assert.equal(sharesText(answerOf(tableOf(...world, rules, route(80, 'c')), { host: 'a', port: 81 })), 'b 1');
  });
});
