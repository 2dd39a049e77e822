import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { RouteAnswer, RouteProbe } from '../../../harness/model/routes-report.ts';
import { answerProbe } from '../../../harness/routes/answer/answer-probe.ts';
import { tableRows } from '../../../harness/routes/answer/table-rows.ts';
import { deployment, gateway, probe, service, subsets, tableOf, to, virtualService } from './answer/tables.ts';

const VERSIONS = ['v1', 'v2', 'v3'];
const PATHS = ['/', '/a', '/a/b', '/ab', '/c/'];
const HOSTS = ['one', 'two', 'three'];

const weights = fc
  .tuple(fc.nat({ max: 1000 }), fc.nat({ max: 1000 }), fc.nat({ max: 1000 }))
  .filter((list) => list.some((weight) => weight > 0));
const istioRule = fc.record({
  path: fc.option(fc.tuple(fc.constantFrom('exact', 'prefix'), fc.constantFrom(...PATHS))),
  header: fc.option(fc.constantFrom('a1', 'b2')),
  weights,
});
type IstioRule = typeof istioRule extends fc.Arbitrary<infer One> ? One : never;

const ruleText = (host: string, { path, header, weights: list }: IstioRule): string => {
  const match = [
    ...(path === null ? [] : [`uri: { ${path[0]}: ${path[1]} }`]),
    ...(header === null ? [] : [`headers: { x-user: { exact: ${header} } }`]),
  ].join(', ');
  const route = list.map((weight, index) => to(host, VERSIONS[index] ?? null, weight)).join(', ');
  return `  - { ${match === '' ? '' : `match: [{ ${match} }], `}route: [${route}] }`;
};

/** What a sidecar does, written down a second time: the first rule whose path and header fit. */
const expected = (rules: readonly IstioRule[], path: string, header: string | null): readonly number[] | null => {
  const fits = (rule: IstioRule) =>
    (rule.path === null || (rule.path[0] === 'exact' ? path === rule.path[1] : path.startsWith(rule.path[1]))) &&
    (rule.header === null || rule.header === header);
  const list = rules.find(fits)?.weights;
  const sum = list?.reduce((total, weight) => total + weight, 0) ?? 0;
  return list?.map((weight) => weight / sum) ?? null;
};

const said = fc.record({ path: fc.constantFrom(...PATHS, '/x'), header: fc.option(fc.constantFrom('a1', 'b2', 'z9')) });
const asked = ({ path, header }: { path: string; header: string | null }, host: string): RouteProbe =>
  probe({ host, path, headers: header === null ? [] : [['X-User', header]] });

const essence = (answers: readonly RouteAnswer[]) =>
  answers.map(({ entry, host, shares, uncertain }) => [
    entry,
    host,
    shares.map(({ name, exact, share }) => [name, exact, share]),
    uncertain === null,
  ]);

describe('manifests with random rules and weights', () => {
  it('are answered by the first rule that fits, each version with weight / sum', () => {
    fc.assert(
      fc.property(fc.array(istioRule, { minLength: 1, maxLength: 5 }), said, (rules, request) => {
        const http = rules.map((rule) => ruleText('one', rule)).join('\n');
        const table = tableOf(service('one'), subsets('one', ...VERSIONS), virtualService('one', http));
        const [answer] = answerProbe(table, asked(request, 'one'));
        assert.ok(answer);
        const shares = expected(rules, request.path, request.header);
        assert.deepEqual(
          answer.shares.map(({ name, share }) => [name, share]),
          shares === null ? [['404 no route', 1]] : VERSIONS.map((version, index) => [version, shares[index]]),
        );
        assert.ok(Math.abs(answer.shares.reduce((sum, { share }) => sum + share, 0) - 1) <= 1e-12);
      }),
      { numRuns: 80 },
    );
  });

  it('mean the same in any order of documents, and beside objects that have nothing to do with them', () => {
    const world = HOSTS.flatMap((host) => [
      service(host),
      subsets(host, ...VERSIONS),
      deployment(host, 'v1'),
      deployment(host, 'v2', 2),
    ]);
    const unrelated = [
      service('other'),
      deployment('other', 'v7', 4),
      subsets('other', 'v7'),
      virtualService('other', `  - { route: [${to('other', 'v7')}] }`),
      gateway('other'),
    ];
    fc.assert(
      fc.property(
        fc.array(fc.array(istioRule, { minLength: 1, maxLength: 3 }), { minLength: HOSTS.length, maxLength: HOSTS.length }),
        said,
        fc.array(fc.nat(), { minLength: 20, maxLength: 20 }),
        (rules, request, order) => {
          const routes = HOSTS.map((host, index) =>
            virtualService(host, (rules[index] ?? []).map((rule) => ruleText(host, rule)).join('\n')),
          );
          const documents = [...world, ...routes];
          const shuffled = documents.map((text, index) => [order[index] ?? 0, text] as const).toSorted((a, b) => a[0] - b[0]);
          const [plain, mixed, more] = [documents, shuffled.map(([, text]) => text), [...unrelated, ...documents]].map((texts) =>
            tableOf(...texts),
          );
          assert.ok(plain && mixed && more);
          for (const host of HOSTS) {
            const before = essence(answerProbe(plain, asked(request, host)));
            assert.deepEqual(essence(answerProbe(mixed, asked(request, host))), before);
            assert.deepEqual(essence(answerProbe(more, asked(request, host))), before);
          }
        },
      ),
      { numRuns: 15 },
    );
  });

  it('mean the same in any order of the rules in Gateway API, where the order decides nothing among different matches', () => {
    const rule = fc.record({ path: fc.constantFrom('/', '/a', '/a/b', '/ab'), header: fc.boolean(), weights });
    const text = (rules: readonly (typeof rule extends fc.Arbitrary<infer One> ? One : never)[]): string => `
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: r }
spec:
  parentRefs: [{ group: "", kind: Service, name: one, port: 80 }]
  rules:
${rules
  .map(({ path, header, weights: list }) => {
    const headers = header ? ', headers: [{ name: x-user, value: a1 }]' : '';
    const refs = list.map((weight, index) => `{ name: one-v${index + 1}, port: 80, weight: ${weight} }`).join(', ');
    return `  - { matches: [{ path: { value: ${path} }${headers} }], backendRefs: [${refs}] }`;
  })
  .join('\n')}`;
    const world = [service('one'), ...VERSIONS.map((version) => service(`one-${version}`))];
    const rules = fc.uniqueArray(rule, { minLength: 1, maxLength: 5, selector: ({ path, header }) => `${path} ${header}` });
    fc.assert(
      fc.property(rules, said, (list, request) => {
        const [forwards, backwards] = [list, list.toReversed()].map((order) => tableOf(...world, text(order)));
        assert.ok(forwards && backwards);
        const before = essence(answerProbe(forwards, asked(request, 'one')));
        assert.deepEqual(essence(answerProbe(backwards, asked(request, 'one'))), before);
      }),
      { numRuns: 40 },
    );
  });

  it('never make zero of what is not in the files', () => {
    const pieces = [
      service('one'),
      subsets('one', ...VERSIONS),
      deployment('one', 'v1'),
      deployment('one', 'v2'),
      deployment('one', 'v3'),
    ];
    fc.assert(
      fc.property(weights, fc.subarray([0, 1]), (list, left) => {
        const documents = left.map((index) => pieces[index] ?? '');
        const table = tableOf(...documents, virtualService('one', ruleText('one', { path: null, header: null, weights: list })));
        const sum = list.reduce((total, weight) => total + weight, 0);
        const [answer] = answerProbe(table, probe({ host: 'one' }));
        assert.deepEqual(
          answer?.shares.map(({ kind, share }) => [kind, share]),
          list.map((weight) => ['version', weight / sum]),
        );
        assert.equal(answer?.uncertain, null);
      }),
      { numRuns: 20 },
    );
  });

  it('give every destination its row, and rows of a rule that sum to one', () => {
    fc.assert(
      fc.property(fc.array(istioRule, { minLength: 1, maxLength: 4 }), (rules) => {
        const table = tableOf(
          service('one'),
          subsets('one', ...VERSIONS),
          virtualService('one', rules.map((rule) => ruleText('one', rule)).join('\n')),
        );
        const rows = tableRows(table);
        assert.equal(rows.length, rules.length * VERSIONS.length);
        const sum = rows.reduce((total, { share }) => total + (share ?? 0), 0);
        assert.ok(Math.abs(sum - rules.length) <= 1e-9);
      }),
      { numRuns: 25 },
    );
  });
});

describe('a thousand routes', () => {
  it('are read and answered', () => {
    const routes = Array.from({ length: 1000 }, (_, index) => {
      const split = `[${to('one', 'v1', index % 100)}, ${to('one', 'v2', 100 - (index % 100))}]`;
      return `  - { match: [{ uri: { prefix: /p${index}/ } }], route: ${split} }`;
    });
    const table = tableOf(service('one'), subsets('one', 'v1', 'v2'), virtualService('one', routes.join('\n')));
    const [answer] = answerProbe(table, probe({ host: 'one', path: '/p999/x' }));
    assert.deepEqual(
      answer?.shares.map(({ name, weight }) => [name, weight]),
      [
        ['v1', '99'],
        ['v2', '1'],
      ],
    );
    assert.equal(tableRows(table).length, 2000);
  });
});
