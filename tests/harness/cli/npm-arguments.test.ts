import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type NpmOption, recoverNpmArguments } from '../../../harness/cli/npm-arguments.ts';
import { OPTIONS } from '../../../harness/cli/options.ts';
import { UsageError } from '../../../harness/cli/usage-error.ts';

const options: readonly NpmOption[] = Object.entries(OPTIONS).map(([name, option]) => ({
  name,
  alias: 'alias' in option ? option.alias : null,
  kind: option.kind,
  fits: 'fits' in option ? option.fits : /^/,
}));

const npm = (env: Record<string, string>) => ({ npm_command: 'run', ...env });
const recover = (argv: string[], env: Record<string, string>) => recoverNpmArguments(argv, npm(env), options);

test('a value that npm left loose goes back to the flag that waits for it', () => {
  assert.deepEqual(recover(['verify', '80,20'], { npm_config_expect: 'true' }), ['verify', '--expect=80,20']);
});

test('a value that npm kept is read from the environment', () => {
  assert.deepEqual(recover(['verify'], { npm_config_expect: '80,20' }), ['verify', '--expect=80,20']);
});

test('several loose values find their flags by what they look like', () => {
  const argv = ['verify', 'one=80,two=20', '500', 'hop:2', 'json'];
  const env = { npm_config_expect: 'true', npm_config_requests: 'true', npm_config_group_by: 'true', npm_config_report: 'true' };
  assert.deepEqual(
    new Set(recover(argv, env)),
    new Set(['verify', '--expect=one=80,two=20', '--requests=500', '--group-by=hop:2', '--report=json']),
  );
});

test('a target stays where it is', () => {
  assert.deepEqual(recover(['verify', 'tcp://127.0.0.1:9', '1:2'], { npm_config_expect: 'true' }), [
    'verify',
    'tcp://127.0.0.1:9',
    '--expect=1:2',
  ]);
});

test('switches come back, and their negations too', () => {
  assert.deepEqual(recover(['verify', '80,20'], { npm_config_expect: 'true', npm_config_fresh: 'true' }), [
    'verify',
    '--fresh',
    '--expect=80,20',
  ]);
  assert.ok(recover(['verify'], { npm_config_expect: '1,1', npm_config_fresh: '' }).includes('--no-fresh'));
});

test('repeated headers come back one by one', () => {
  assert.deepEqual(recover(['verify', 'c: d', '1,1'], { npm_config_header: 'a: b\n\ntrue', npm_config_expect: 'true' }), [
    'verify',
    '--header=a: b',
    '--expect=1,1',
    '--header=c: d',
  ]);
});

test('an explicit argument wins over the environment', () => {
  const argv = ['verify', '--expect', '80,20'];
  assert.deepEqual(recover(argv, { npm_config_expect: '1,1' }), argv);
});

test('name=value arguments work without any flag, so npm 12 has nothing to refuse', () => {
  assert.deepEqual(recoverNpmArguments(['verify', 'expect=80,20', 'requests=500'], {}, options), [
    'verify',
    '--expect=80,20',
    '--requests=500',
  ]);
});

test('name=value behind a flag is that flag’s value, not an assignment', () => {
  const argv = ['verify', '--expect', 'host=80,body=20'];
  assert.deepEqual(recoverNpmArguments(argv, {}, options), argv);
});

test('files of a command that takes some stay files, as long as nothing else could be one', () => {
  const files = (argv: string[], env: Record<string, string>) => recoverNpmArguments(argv, npm(env), options, true);
  assert.deepEqual(files(['routes', 'manifests/shop', 'b.yaml'], { npm_config_report: 'json' }), [
    'routes',
    '--report=json',
    'manifests/shop',
    'b.yaml',
  ]);
  assert.deepEqual(
    new Set(files(['routes', 'manifests/shop', 'reviews'], { npm_config_host: 'true' })),
    new Set(['routes', '--host=reviews', 'manifests/shop']),
  );
  assert.throws(() => files(['routes', 'manifests/shop', 'reviews.shop'], { npm_config_host: 'true' }), UsageError);
  assert.throws(() => recover(['verify', 'manifests/shop'], { npm_config_report: 'json' }), UsageError);
});

test('outside npm run the environment is not read', () => {
  const argv = ['verify', '80,20'];
  assert.deepEqual(recoverNpmArguments(argv, { npm_config_expect: 'true', npm_command: 'exec' }, options), argv);
  assert.deepEqual(recoverNpmArguments(argv, { npm_config_expect: 'true' }, options), argv);
});

for (const [what, argv, env] of [
  ['two weights for two flags', ['verify', '80,20', '60,40'], { npm_config_expect: 'true', npm_config_actual: 'true' }],
  ['a value whose short flag vanished', ['verify', '80,20', '500'], { npm_config_expect: 'true' }],
  ['a flag without any value left', ['verify'], { npm_config_expect: 'true' }],
  ['a value that fits no waiting flag', ['verify', 'hello'], { npm_config_expect: 'true' }],
  ['-c, which npm knows as --call', ['verify', '80,20'], { npm_config_expect: 'true', npm_config_call: '5' }],
] as const) {
  test(`${what} is an error that shows the repaired line`, () => {
    assert.throws(
      () => recover([...argv], env),
      (error) =>
        error instanceof UsageError && /npm took/.test(error.message) && /npm run verify -- .*--expect/.test(error.message),
    );
  });
}

test('a bare number whose -n vanished comes back as -n in the repaired line', () => {
  assert.throws(() => recover(['verify', '80,20', '500'], { npm_config_expect: 'true' }), /-n 500/);
});

test('arbitrary arguments and environments give arguments or a UsageError, nothing else', () => {
  const value = fc.oneof(fc.constantFrom('true', '', 'false', 'true\n\ntrue', '80,20', '500', 'x'), fc.string());
  const names = fc.constantFrom(...options.map((option) => `npm_config_${option.name.replaceAll('-', '_')}`));
  fc.assert(
    fc.property(fc.array(fc.string(), { maxLength: 5 }), fc.dictionary(names, value, { maxKeys: 5 }), (argv, env) => {
      try {
        const meant = recover(['verify', ...argv], env);
        assert.equal(meant[0], 'verify');
      } catch (error) {
        assert.ok(error instanceof UsageError);
      }
    }),
    { seed: 1 },
  );
});
