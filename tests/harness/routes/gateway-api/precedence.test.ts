import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Condition, Rule } from '../../../../harness/routes/route-table.ts';
import { asks, gateway, given, HTTP, hostAt, ids, route, sends, TO_GATEWAY, to } from './given.ts';

fc.configureGlobal({ seed: 20260131 });

const rule = (matches: string, name = 'v1') => `{matches: [${matches}], ${to(name)}}`;
const path = (value: string, type = 'PathPrefix') => `path: {type: ${type}, value: ${value}}`;
const inOrder = (...rules: string[]) =>
  hostAt(given(gateway(HTTP), route('r', `${TO_GATEWAY}, rules: [${rules.join(', ')}]`)), 'http', '*')?.http ?? [];
const created = (minute: number) => `, creationTimestamp: "2026-01-31T10:0${minute}:00Z"`;

describe('precedence of matches', () => {
  it('follows the reference: exact, longest prefix, method, headers, query parameters, position', () => {
    const header = (name: string) => `{name: ${name}, value: x}`;
    const rules = inOrder(
      rule('{}'),
      rule(`{${path('/a')}, queryParams: [{name: q, value: x}]}`),
      rule(`{${path('/a')}, headers: [${header('h')}]}`),
      rule(`{${path('/a')}, headers: [${header('h')}, ${header('i')}]}`),
      rule(`{${path('/a')}, method: GET}`),
      rule(`{${path('/a/b')}}`),
      rule(`{${path('/a', 'Exact')}}`),
      rule(`{${path('/a')}, headers: [${header('k')}]}`),
    );
    assert.deepEqual(rules.map(asks), [
      'path exact /a',
      'path path-prefix /a/b',
      'path path-prefix /a · method exact GET',
      'path path-prefix /a · header h exact x · header i exact x',
      'path path-prefix /a · header h exact x',
      'path path-prefix /a · header k exact x',
      'path path-prefix /a · query q exact x',
      '',
    ]);
    assert.deepEqual(
      rules.map(({ rank }) => rank),
      [
        'exact path',
        'longer path',
        'a method match',
        'more header matches',
        'first in the route',
        'more header matches',
        'longer path',
        'shorter path',
      ],
    );
  });

  it('splits a rule by its matches, each with the whole action and its own line', () => {
    const rules = inOrder(`{matches: [{${path('/a')}}, {${path('/b', 'Exact')}}, {}], ${to('v1')}}`);
    assert.deepEqual(
      rules.map((one) => [asks(one), sends(one), one.matches.length]),
      [
        ['path exact /b', 'v1 1', 1],
        ['path path-prefix /a', 'v1 1', 1],
        ['', 'v1 1', 0],
      ],
    );
  });

  it('takes /a/ for /a, and a prefix / for everything', () => {
    assert.deepEqual(inOrder(rule(`{${path('/a/')}}`), rule(`{${path('/')}, headers: [{name: h, value: x}]}`)).map(asks), [
      'path path-prefix /a',
      'header h exact x',
    ]);
  });

  it('counts a repeated header or query parameter once and says so', () => {
    const read = given(
      gateway(HTTP),
      route(
        'r',
        `${TO_GATEWAY}, rules: [${rule('{headers: [{name: A, value: x}, {name: a, value: w}, {name: b, type: RegularExpression, value: "z+"}], queryParams: [{name: q, value: x}, {name: Q, value: w}, {name: q, value: z}]}')}]`,
      ),
    );
    assert.deepEqual(hostAt(read, 'http', '*')?.http.map(asks), [
      'header A exact x · header b regex z+ · query q exact x · query Q exact w',
    ]);
    assert.deepEqual(ids(read), ['name-repeated', 'name-repeated']);
  });

  it('puts regular expressions last, and warns only where that matters', () => {
    const both = given(
      gateway(HTTP),
      route('r', `${TO_GATEWAY}, rules: [${rule(`{${path('"/a.*"', 'RegularExpression')}}`)}, ${rule('{}', 'v2')}]`),
    );
    assert.deepEqual(hostAt(both, 'http', '*')?.http.map(sends), ['v2 1', 'v1 1']);
    assert.deepEqual(ids(both), ['regex-order']);
    const exact = given(
      gateway(HTTP),
      route(
        'r',
        `${TO_GATEWAY}, rules: [${rule(`{${path('"/a.*"', 'RegularExpression')}}`)}, ${rule(`{${path('/b', 'Exact')}}`, 'v2')}]`,
      ),
    );
    assert.deepEqual(ids(exact), []);
  });

  it('decides between routes by age, then by name', () => {
    const same = (name: string, more: string) => route(name, `${TO_GATEWAY}, rules: [{${to(name)}}]`, more);
    const order = (...routes: string[]) => {
      const read = given(gateway(HTTP), ...routes);
      return [hostAt(read, 'http', '*')?.http.map((one) => `${sends(one)}: ${one.rank}`), ids(read)];
    };
    assert.deepEqual(order(same('a', created(2)), same('b', created(1))), [['b 1: older route', 'a 1: younger route'], []]);
    const byName = ['a 1: first by namespace and name of the route', 'b 1: later by namespace and name of the route'];
    assert.deepEqual(order(same('b', created(1)), same('a', created(1))), [byName, []]);
    assert.deepEqual(order(same('b', created(1)), same('a', '')), [byName, ['order-by-name']]);
    assert.deepEqual(order(same('b', ''), same('a', '')), [byName, ['order-by-name']]);
  });

  it('keeps one order however documents are shuffled', () => {
    const routes = ['a', 'b', 'c', 'd'].map((name, index) =>
      route(
        name,
        `${TO_GATEWAY}, hostnames: [x.com, "*.com"], rules: [${rule(`{${path(`/${'p'.repeat(index % 3)}`)}}`, name)}, ${rule('{}', name)}]`,
        index % 2 === 0 ? created(index) : '',
      ),
    );
    const shape = (texts: readonly string[]) =>
      hostAt(given(...texts), 'http', 'x.com')?.http.map((one) => `${asks(one)} ${sends(one)}`);
    const expected = shape([gateway(HTTP), ...routes]);
    fc.assert(
      fc.property(fc.shuffledSubarray([gateway(HTTP), ...routes], { minLength: 5 }), (texts) =>
        assert.deepEqual(shape(texts), expected),
      ),
      { numRuns: 30 },
    );
  });
});

describe('precedence of host names', () => {
  it('tries the more specific name first and the less specific one after it, and says what others do', () => {
    const read = given(
      gateway(HTTP),
      route('any', `${TO_GATEWAY}, rules: [{${to('any')}}]`),
      route('wild', `${TO_GATEWAY}, hostnames: ["*.com"], rules: [${rule(`{${path('/long/path', 'Exact')}}`, 'wild')}]`),
      route('own', `${TO_GATEWAY}, hostnames: [a.com], rules: [${rule(`{${path('/a')}}`, 'own')}]`),
    );
    assert.deepEqual(
      read.entries[0]?.hosts.map(({ host }) => host),
      ['a.com', '*.com', '*'],
    );
    assert.deepEqual(
      hostAt(read, 'http', 'a.com')?.http.map((one) => `${sends(one)}: ${one.rank}`),
      ['own 1: more specific host name', 'wild 1: more specific host name', 'any 1: less specific host name'],
    );
    assert.deepEqual(ids(read), ['host-fallback', 'host-fallback']);
    assert.match(read.problems.map(({ text }) => text).join('\n'), /for a\.com .* go on to HTTPRoute default\/wild/);
  });

  it('says nothing where the more specific name takes everything', () => {
    const read = given(
      gateway(HTTP),
      route('any', `${TO_GATEWAY}, rules: [{${to('any')}}]`),
      route('own', `${TO_GATEWAY}, hostnames: [a.com], rules: [{${to('own')}}]`),
    );
    assert.deepEqual(ids(read), []);
    assert.deepEqual(hostAt(read, 'http', 'a.com')?.http.map(sends), ['own 1', 'any 1']);
  });

  it('counts a route once, by the most specific of its names', () => {
    const read = given(gateway(HTTP), route('r', `${TO_GATEWAY}, hostnames: [a.com, "*.com"], rules: [{${to('v1')}}]`));
    assert.equal(hostAt(read, 'http', 'a.com')?.http.length, 1);
  });
});

/** A request and a match in terms that the reference uses, judged without the code under test. */
interface Asked {
  readonly path: string;
  readonly method: string;
  readonly headers: readonly string[];
  readonly query: readonly string[];
}

interface Wanted {
  readonly path: string;
  readonly isExact: boolean;
  readonly method: string | null;
  readonly headers: readonly string[];
  readonly query: readonly string[];
}

const element = fc.constantFrom('a', 'b', 'c');
const somePath = fc.array(element, { maxLength: 3 }).map((parts) => `/${parts.join('/')}`);
const some = (...names: string[]) => fc.subarray(names);
const wanted: fc.Arbitrary<Wanted> = fc.record({
  path: somePath,
  isExact: fc.boolean(),
  method: fc.option(fc.constantFrom('GET', 'PUT')),
  headers: some('h', 'i', 'j'),
  query: some('q', 'r'),
});
const asked: fc.Arbitrary<Asked> = fc.record({
  path: somePath,
  method: fc.constantFrom('GET', 'PUT'),
  headers: some('h', 'i', 'j'),
  query: some('q', 'r'),
});

const fits = (want: Wanted, ask: Asked): boolean =>
  (want.isExact ? ask.path === want.path : want.path === '/' || `${ask.path}/`.startsWith(`${want.path}/`)) &&
  (want.method === null || want.method === ask.method) &&
  want.headers.every((name) => ask.headers.includes(name)) &&
  want.query.every((name) => ask.query.includes(name));

/** Exact path, longest prefix, method, headers, query parameters: a number with a digit for each. */
const worth = (want: Wanted): number =>
  (want.isExact ? 1e8 : want.path.length * 1e5) +
  (want.method === null ? 0 : 1e4) +
  want.headers.length * 100 +
  want.query.length;

const holds = (condition: Condition, ask: Asked): boolean => {
  if (condition.on === 'header') return ask.headers.includes(condition.name);
  if (condition.on === 'query') return ask.query.includes(condition.name);
  if (condition.on === 'method') return condition.test.value === ask.method;
  if (condition.on !== 'path') return false;
  const { kind, value } = condition.test;
  return kind === 'exact' ? ask.path === value : `${ask.path}/`.startsWith(`${value}/`);
};

const firstMatch = (rules: readonly Rule[], ask: Asked): Rule | undefined =>
  rules.find(
    ({ matches }) => matches.length === 0 || matches.some(({ conditions }) => conditions.every((one) => holds(one, ask))),
  );

const written = ({ path: value, isExact, method, headers, query }: Wanted): string =>
  `{path: {type: ${isExact ? 'Exact' : 'PathPrefix'}, value: ${value}}${method === null ? '' : `, method: ${method}`}, headers: [${headers.map((name) => `{name: ${name}, value: x}`)}], queryParams: [${query.map((name) => `{name: ${name}, value: x}`)}]}`;

describe('the first rule that matches', () => {
  it('is the one that the criteria of the reference choose', () => {
    fc.assert(
      fc.property(
        fc.array(wanted, { minLength: 1, maxLength: 8 }),
        fc.array(asked, { minLength: 1, maxLength: 5 }),
        (wants, asks_) => {
          const rules = inOrder(...wants.map((want, index) => rule(written(want), `v${index}`)));
          for (const ask of asks_) {
            const best = wants
              .map((want, index) => ({ want, index }))
              .filter(({ want }) => fits(want, ask))
              .sort((a, b) => worth(b.want) - worth(a.want) || a.index - b.index)[0];
            const first = firstMatch(rules, ask);
            assert.equal(first === undefined ? undefined : sends(first), best === undefined ? undefined : `v${best.index} 1`);
          }
        },
      ),
      { numRuns: 150 },
    );
  });
});
