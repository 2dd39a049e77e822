import fc from 'fast-check';
import { SHOP, to, virtualService } from './hand-built.ts';
import type { Sent } from './request.ts';

/** Few words, so that rules and requests meet. Some of them mean something to a configuration or a regular expression. */
const PATHS = ['/', '/a', '/a/', '/a/b', '/ab', '/a.b', '/a+b', '/A', "/a'b", '/a$b', '/a;b', '/a%20b', '/a"b', '/a{b}', '/a\\b'];
const VALUES = ['x', 'X', 'xy', 'x y', "x'y", 'x"y', '$host', 'x;y', 'x{1}', '%[path]', '-i', '#', '\\1', 'x|y', '^x$'];
const HEADERS = ['end-user', 'x-b'];
const PARAMETERS = ['lang', 'q.r'];
const HOSTS = ['*', '*.com', '*.b.com', 'a.b.com', 'b.com'];
const METHODS = ['GET', 'POST', 'PUT'];

const text = (values: readonly string[]) =>
  fc.oneof(
    fc.constantFrom('exact', 'prefix').chain((kind) => fc.constantFrom(...values).map((value) => ({ [kind]: value }))),
    fc
      .constantFrom('.*', 'x.*', '[xX]', 'x|X', '\\$host', 'x[^y]y', '/a.b', '/[a-c]+', '(?:/a)?/?b?', '/A|/a/.*')
      .map((regex) => ({ regex })),
  );

/** Parameters come as they are sent, so nothing in them that a query would have to encode. */
const PLAIN = ['x', 'X', 'xy', '1'];

const match = fc.record(
  {
    uri: text(PATHS),
    ignoreUriCase: fc.boolean(),
    method: fc.constantFrom(...METHODS).map((exact) => ({ exact })),
    headers: fc.dictionary(fc.constantFrom(...HEADERS), fc.oneof(text(VALUES), fc.constant({})), { minKeys: 1, maxKeys: 2 }),
    withoutHeaders: fc.dictionary(fc.constantFrom(...HEADERS), fc.oneof(text(VALUES), fc.constant({})), {
      minKeys: 1,
      maxKeys: 1,
    }),
    queryParams: fc.dictionary(fc.constantFrom(...PARAMETERS), text(PLAIN), { minKeys: 1, maxKeys: 1 }),
  },
  { requiredKeys: [] },
);

const inside = (value: unknown): string => JSON.stringify(value).replace(/^\{|\}$/g, '');

const action = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('v1', 'v2', 'v3', 'v4', 'nobody').map((subset) => to({ [subset]: 1 })) },
  { weight: 1, arbitrary: fc.constant(to({ v1: 0, v3: 5 })) },
  { weight: 1, arbitrary: fc.constantFrom(404, 503, 418).map((status) => `directResponse: { status: ${status} }`) },
  {
    weight: 2,
    arbitrary: fc
      .constantFrom('/new', '/', "/n'e$1\\w", '/n;e{w}"')
      .map((uri) => `${inside({ rewrite: { uri } })}, ${to({ v2: 1 })}`),
  },
);

const rule = fc
  .tuple(fc.option(fc.array(match, { minLength: 1, maxLength: 2 })), action)
  .map(([matches, then]) => (matches === null ? then : `${inside({ match: matches })}, ${then}`));

/** Manifests with a VirtualService for each of some hosts. */
export const randomRules = fc
  .uniqueArray(fc.tuple(fc.constantFrom(...HOSTS), fc.array(rule, { minLength: 1, maxLength: 6 })), {
    minLength: 1,
    maxLength: 4,
    selector: ([host]) => host,
  })
  .map((hosts) => [SHOP, ...hosts.map(([host, rules], index) => virtualService(`rules-${index}`, [host], rules))].join(''));

/** Requests that such rules may take. */
export const randomRequest: fc.Arbitrary<Sent> = fc.record({
  path: fc
    .tuple(
      fc.constantFrom(
        ...PATHS.map((path) => path.replaceAll(/["\\{}]/g, encodeURIComponent)),
        ...PATHS.filter((path) => /^[^"\\{}]*$/.test(path)),
      ),
      fc.dictionary(fc.constantFrom(...PARAMETERS, 'other'), fc.constantFrom(...PLAIN), { maxKeys: 2 }),
    )
    .map(([path, query]) => {
      const search = Object.entries(query).map(([name, value]) => `${name}=${value}`);
      return search.length === 0 ? path : `${path}?${search.join('&')}`;
    }),
  host: fc.constantFrom('a.b.com', 'b.com', 'c.b.com', 'x.com', 'B.com', 'other'),
  method: fc.constantFrom(...METHODS),
  headers: fc.dictionary(fc.constantFrom(...HEADERS), fc.constantFrom(...VALUES), { maxKeys: 2 }),
});
