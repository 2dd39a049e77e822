import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { answerOf, deployment, service, sharesText, subsets, tableOf, to, virtualService } from '../tables.ts';

const named = [service('a'), subsets('a', 'v1', 'v2', 'v3')];
const routed = (route: string, more = '', world: readonly string[] = named) =>
  answerOf(tableOf(...world, virtualService('a', `  - { ${more}route: [${route}] }`)), { host: 'a' });

describe('shares of a rule', () => {
  it('are weight by sum, as written, with the line of each weight', () => {
    const { shares } = routed(`${to('a', 'v1', 80)}, ${to('a', 'v2', 15)}, ${to('a', 'v3', 5)}`);
    assert.deepEqual(
      shares.map(({ name, weight, share, exact }) => [name, weight, share, exact]),
      [
        ['v1', '80', 0.8, '16'],
        ['v2', '15', 0.15, '3'],
        ['v3', '5', 0.05, '1'],
      ],
    );
    assert.ok(shares.every(({ place, destination }) => place.file === 'm.yaml' && destination === 'a.shop.svc.cluster.local:80'));
  });

  it('follow weights that do not sum to 100', () => {
    assert.equal(sharesText(routed(`${to('a', 'v1', 3)}, ${to('a', 'v2', 9)}`)), 'v1 1, v2 3');
  });

  it('keep a weight of 0 in its place, named, whether something runs behind it or not', () => {
    const world = [...named, deployment('a', 'v1'), deployment('a', 'v2', 0)];
    for (const documents of [named, world]) {
      const { shares } = routed(`${to('a', 'v2', 0)}, ${to('a', 'v1', 90)}, ${to('a', 'v3')}`, '', documents);
      assert.deepEqual(
        shares.map(({ name, kind, share, exact }) => [name, kind, share, exact]),
        [
          ['v2', 'version', 0, '0'],
          ['v1', 'version', 1, '1'],
          ['v3', 'version', 0, '0'],
        ],
      );
    }
  });

  it('give a single destination everything, whatever its weight', () => {
    assert.equal(sharesText(routed(to('a', 'v1', 0))), 'v1 1');
    assert.equal(sharesText(routed(to('a', 'v1', 7))), 'v1 1');
  });

  it('add up the same version, and tell services apart', () => {
    assert.equal(sharesText(routed(`${to('a', 'v1', 30)}, ${to('a', 'v2', 40)}, ${to('a', 'v1', 30)}`)), 'v1 3, v2 2');
    const two = [...named, service('b'), subsets('b', 'v1')];
    assert.equal(sharesText(routed(`${to('a', 'v1', 1)}, ${to('b', 'v1', 3)}`, '', two)), 'a v1 1, b v1 3');
    assert.equal(sharesText(routed(`${to('a.x.svc.cluster.local', 'v1', 1)}, ${to('a', 'v1', 3)}`)), 'a.x v1 1, a.shop v1 3');
  });

  it('count an abort before routing and scale the rest exactly', () => {
    const abort = (percent: string) => `fault: { abort: { httpStatus: 500, percentage: { value: ${percent} } } }, `;
    const split = `${to('a', 'v1', 80)}, ${to('a', 'v2', 20)}`;
    const { shares } = routed(split, abort('50'));
    assert.deepEqual(
      shares.map(({ name, kind, status, share, weight, exact }) => [name, kind, status, share, weight, exact]),
      [
        ['v1', 'version', null, 0.4, '4', '4'],
        ['v2', 'version', null, 0.1, '1', '1'],
        ['500 fault abort', 'status', 500, 0.5, '5', '5'],
      ],
    );
    assert.equal(sharesText(routed(split, abort('100'))), 'v1 0, v2 0, 500 fault abort 1');
    assert.equal(sharesText(routed(split, abort('0'))), 'v1 4, v2 1');
    assert.equal(sharesText(routed(to('a', 'v1'), abort('0.0001'))), 'v1 999999, 500 fault abort 1');
  });

  it('answer a gRPC abort by its HTTP status, and 200 to gRPC itself', () => {
    const http = `  - { fault: { abort: { grpcStatus: UNAVAILABLE, percentage: { value: 100 } } }, route: [${to('a', 'v1')}] }`;
    const table = tableOf(...named, virtualService('a', http));
    assert.equal(sharesText(answerOf(table, { host: 'a' })), 'v1 0, 503 fault abort 1');
    assert.equal(sharesText(answerOf(table, { host: 'a', protocol: 'grpc' })), 'v1 0, 200 fault abort 1');
  });

  it('split a destination without a subset by its endpoints', () => {
    const world = [service('a'), deployment('a', 'v1', 3), deployment('a', 'v2'), service('b'), deployment('b', 'v9')];
    const { shares } = routed(`${to('a', null, 50)}, ${to('b', null, 50)}`, '', world);
    assert.equal(sharesText({ shares }), 'v1 3, v2 1, v9 4');
    assert.equal(shares[2]?.weight, '50');
  });

  it('answer 503 for what is known to be empty, and never for what is unknown', () => {
    const world = [...named, deployment('a', 'v1')];
    assert.equal(sharesText(routed(`${to('a', 'v1', 90)}, ${to('a', 'v2', 10)}`, '', world)), 'v1 9, 503 no endpoints 1');
    assert.equal(sharesText(routed(`${to('a', 'v1', 90)}, ${to('a', 'v2', 10)}`)), 'v1 9, v2 1');
    assert.equal(sharesText(routed(`${to('nowhere', null, 90)}, ${to('a', 'v2', 10)}`)), 'nowhere 9, v2 1');
  });

  it('name redirects and direct responses', () => {
    const only = (http: string) => sharesText(answerOf(tableOf(...named, virtualService('a', `  - { ${http} }`)), { host: 'a' }));
    assert.equal(only('redirect: { uri: /x, redirectCode: 308 }'), '308 redirect 1');
    assert.match(only('directResponse: { status: 418 }'), /^418 .* 1$/);
  });

  it('are unknown where a delegate is not in the files', () => {
    const answer = answerOf(tableOf(...named, virtualService('a', '  - { delegate: { name: rest, namespace: other } }')), {
      host: 'a',
    });
    assert.deepEqual(answer.shares, []);
    assert.match(answer.uncertain ?? '', /delegate other\/rest.*not in the given files/);
  });

  it('sum to one for any weights, endpoints and abort', () => {
    const weights = fc.array(fc.nat({ max: 2 ** 31 - 1 }), { minLength: 2, maxLength: 3 });
    fc.assert(
      fc.property(weights, fc.nat({ max: 100_000 }), fc.nat({ max: 5 }), (list, thousandths, replicas) => {
        fc.pre(list.some((weight) => weight > 0));
        const fault = `fault: { abort: { httpStatus: 500, percentage: { value: ${thousandths / 1000} } } }, `;
        const route = list.map((weight, index) => to('a', `v${index + 1}`, weight)).join(', ');
        const { shares } = routed(route, fault, [...named, deployment('a', 'v1', replicas), deployment('a', 'v2')]);
        const sum = shares.reduce((total, { share }) => total + share, 0);
        assert.ok(Math.abs(sum - 1) <= 1e-12, `${sum}`);
        const whole = shares.reduce((total, { exact }) => total + BigInt(exact), 0n);
        for (const { share, exact } of shares) assert.ok(Math.abs(share - Number(BigInt(exact)) / Number(whole)) < 1e-9);
      }),
      { numRuns: 40 },
    );
  });
});
