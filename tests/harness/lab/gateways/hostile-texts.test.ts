import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { gatewayProgram } from '../../../../harness/lab/gateways/kinds.ts';
import { notExpressible } from '../../../../harness/lab/gateways/not-expressible.ts';
import { SHOP, to, virtualService } from '../../../lab/gateways/hand-built.ts';
import { skipWithout } from '../../../lab/parts.ts';
import { complaints } from './checked-by.ts';
import { layoutOf, paperWiring } from './laid-out.ts';

/** Texts made of what means something to a configuration, a regular expression or a terminal. */
const HOSTILE = fc.string({
  unit: fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...'\\"\'$;{}()[]^.*+?|#%&=/ ab1-_') },
    { weight: 1, arbitrary: fc.constantFrom('\t', '\n', '\r\n', 'é', '漢', '\u2028', '%[path]', '\\1', '*/', ' } ') },
  ),
  minLength: 1,
  maxLength: 12,
});

const texts = fc.oneof(
  fc.record({ exact: HOSTILE }),
  fc.record({ prefix: HOSTILE }),
  fc.record({
    regex: fc.oneof(HOSTILE, fc.constantFrom('a b', '"', "'", '[^"\\\\]+', '\\$x', 'a{2,3}', '(?i)x', '\\x20', '\\Qa.b\\E')),
  }),
);
const path = HOSTILE.map((text) => `/${text}`);

const RULES = fc.oneof(
  texts.map((uri) => `"match":[${JSON.stringify({ uri })}], ${to({ v1: 1 })}`),
  fc
    .tuple(HOSTILE, texts)
    .map(([name, text]) => `"match":[${JSON.stringify({ headers: { [`x${name}`]: text } })}], ${to({ v1: 1 })}`),
  texts.map((text) => `"match":[${JSON.stringify({ withoutHeaders: { 'x-a': text } })}], ${to({ v1: 1 })}`),
  fc
    .tuple(HOSTILE, texts)
    .map(([name, text]) => `"match":[${JSON.stringify({ queryParams: { [name]: text } })}], ${to({ v1: 1 })}`),
  fc
    .tuple(path, path)
    .map(
      ([from, uri]) =>
        `"match":[${JSON.stringify({ uri: { prefix: from } })}], "rewrite":${JSON.stringify({ uri })}, ${to({ v2: 1 })}`,
    ),
  HOSTILE.map((authority) => `"rewrite":${JSON.stringify({ authority })}, ${to({ v2: 1 })}`),
  fc.tuple(path, HOSTILE).map(([uri, authority]) => `"redirect":${JSON.stringify({ uri, authority })}`),
);

const HOSTS = fc.oneof(
  HOSTILE,
  HOSTILE.map((text) => `*.${text}`),
);

const manifests = (rules: readonly string[], hosts: readonly string[] = ['*']) =>
  [SHOP, ...hosts.map((host, index) => virtualService(`hostile-${index}`, [host], rules))].join('');

const seed = Number(process.env.PROPERTY_SEED ?? 1);

for (const kind of ['nginx', 'haproxy'] as const) {
  suite(`${kind} and hostile texts`, { skip: skipWithout(kind) }, () => {
    const isExpressible = (rules: readonly string[], hosts?: readonly string[]) =>
      notExpressible(kind, layoutOf(manifests(rules, hosts))).length === 0;

    test('whatever stands in a rule is written so that the real program takes it, or is refused before', () => {
      const rules = fc.sample(RULES, { numRuns: 400, seed });
      const kept = rules.filter((rule) => isExpressible([rule]));
      assert.ok(kept.length > 150 && kept.length < rules.length, `${kept.length} of ${rules.length}`);
      const layout = layoutOf(manifests(kept));
      assert.equal(complaints(gatewayProgram(kind, layout, paperWiring(layout))), '');
    });

    test('whatever a host is called', () => {
      const hosts = fc.sample(HOSTS, { numRuns: 60, seed }).filter((host) => isExpressible([to({ v1: 1 })], [host]));
      assert.ok(hosts.length > 30);
      const layout = layoutOf(manifests([to({ v1: 1 })], hosts));
      assert.equal(complaints(gatewayProgram(kind, layout, paperWiring(layout))), '');
    });

    test('a line of a configuration stays a line', () => {
      const injected = ['"\n}\ndaemon on;\n', "'\n  server evil 127.0.0.1:1\n", '$(id)\r\nload_module x;', '\\\n evil'];
      const rules = injected.flatMap((text) => [
        `"match":[${JSON.stringify({ uri: { exact: text }, headers: { 'x-a': { prefix: text } } })}], ${to({ v1: 1 })}`,
        `"match":[${JSON.stringify({ queryParams: { a: { exact: text } } })}], ${to({ v1: 1 })}`,
      ]);
      const layout = layoutOf(manifests(rules, ['a\n} evil {']));
      const text = gatewayProgram(kind, layout, paperWiring(layout), { nginxStreamModule: '' }).configuration('/nowhere');
      assert.match(text, /^[\x20-\x7e\n]*$/);
      for (const line of text.split('\n')) assert.doesNotMatch(line, /^\s*(daemon on|server evil|load_module|evil|\} evil)/);
    });
  });
}
