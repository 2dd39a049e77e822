import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { answerOf, gateway, service, sharesText, subsets, tableOf, to, virtualService } from '../tables.ts';

const world = [service('a'), subsets('a', 'v1', 'v2', 'v3'), gateway('gw')];
const rule = (match: string | null, subset: string): string =>
  `  - { ${match === null ? '' : `match: [${match}], `}route: [${to('a', subset)}] }`;
const inMesh = (...rules: readonly string[]) => tableOf(...world, virtualService('a', rules.join('\n')));
const labels = '{ sourceLabels: { app: x } }';

describe('first match wins', () => {
  it('takes the first rule that fits, not the best', () => {
    const table = inMesh(rule('{ uri: { prefix: /a } }', 'v1'), rule('{ uri: { exact: /ab } }', 'v2'), rule(null, 'v3'));
    assert.equal(sharesText(answerOf(table, { host: 'a', path: '/ab' })), 'v1 1');
    const answer = answerOf(table, { host: 'a', path: '/b' });
    assert.equal(sharesText(answer), 'v3 1');
    assert.match(
      answer.why.join('; '),
      /rule 3 of 3, the last one takes everything; rule 1 wants path prefix \/a; rule 2 wants path = \/ab/,
    );
    assert.equal(answer.rule?.object, 'VirtualService shop/a');
  });

  it('says nothing while a rule before the winner may match', () => {
    const answer = answerOf(inMesh(rule(labels, 'v1'), rule(null, 'v2')), { host: 'a' });
    assert.deepEqual(answer.shares, []);
    assert.equal(answer.rule, null);
    assert.match(answer.uncertain ?? '', /if rule 1 wants .*label app = x.*: v1; otherwise: v2/);
  });

  it('is certain where every possible rule gives the same', () => {
    const answer = answerOf(inMesh(rule(labels, 'v2'), rule(null, 'v2')), { host: 'a' });
    assert.equal(sharesText(answer), 'v2 1');
    assert.equal(answer.uncertain, null);
  });

  it('is certain where a rule that may match stands behind the winner', () => {
    assert.equal(
      sharesText(answerOf(inMesh(rule('{ uri: { prefix: /a } }', 'v1'), rule(labels, 'v2')), { host: 'a', path: '/a' })),
      'v1 1',
    );
  });

  it('answers 404 where no rule takes it, also when one only may', () => {
    const table = inMesh(rule('{ uri: { prefix: /a } }', 'v1'));
    assert.equal(sharesText(answerOf(table, { host: 'a', path: '/b' })), '404 no route 1');
    assert.match(answerOf(inMesh(rule(labels, 'v1')), { host: 'a' }).uncertain ?? '', /404 no route/);
  });
});

describe('rules of several VirtualServices without creation times', () => {
  const second = (...rules: readonly string[]): string => virtualService('a', rules.join('\n'), '[mesh]', 'second');
  const third = (...rules: readonly string[]): string => virtualService('a.example.com', rules.join('\n'), '[gw]', 'third');
  const fourth = (...rules: readonly string[]): string => virtualService('a.example.com', rules.join('\n'), '[gw]', 'fourth');
  const atGateway = { host: 'a.example.com' } as const;

  it('are open in the mesh, where one is in force, unless both say the same', () => {
    const differing = tableOf(...world, virtualService('a', rule(null, 'v1')), second(rule(null, 'v2')));
    assert.match(
      answerOf(differing, { host: 'a' }).uncertain ?? '',
      /shop\/a is the one in force: v1.*shop\/second is the one in force: v2/,
    );
    const same = tableOf(...world, virtualService('a', rule(null, 'v1')), second(rule(null, 'v1')));
    assert.equal(sharesText(answerOf(same, { host: 'a' })), 'v1 1');
  });

  it('count in the mesh also when one of them has nothing for the request', () => {
    const table = tableOf(...world, virtualService('a', rule(null, 'v1')), second(rule('{ uri: { prefix: /b } }', 'v2')));
    assert.match(answerOf(table, { host: 'a', path: '/c' }).uncertain ?? '', /404 no route/);
  });

  it('are merged at a gateway: certain where only one fits, with catch-all rules last', () => {
    const table = tableOf(
      ...world,
      third(rule('{ uri: { prefix: /a } }', 'v1'), rule(null, 'v3')),
      fourth(rule('{ uri: { prefix: /b } }', 'v2')),
    );
    assert.equal(sharesText(answerOf(table, { ...atGateway, path: '/a' })), 'v1 1');
    assert.equal(sharesText(answerOf(table, { ...atGateway, path: '/b' })), 'v2 1');
    assert.equal(sharesText(answerOf(table, { ...atGateway, path: '/c' })), 'v3 1');
  });

  it('are open at a gateway where two fit', () => {
    const table = tableOf(...world, third(rule('{ uri: { prefix: /a } }', 'v1')), fourth(rule('{ uri: { prefix: /ab } }', 'v2')));
    assert.match(answerOf(table, { ...atGateway, path: '/abc' }).uncertain ?? '', /v1.*v2/);
    assert.equal(sharesText(answerOf(table, { ...atGateway, path: '/a' })), 'v1 1');
  });
});
