import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { RoutesReport } from '../../harness/model/routes-report.ts';
import { assertHarmless, assertUsage, type Ended, inProcess, ROOT, scratch } from './command.ts';
import { GATEWAY, manifest, splits, workloads } from './shop.ts';

const folder = scratch();
const schema = JSON.parse(readFileSync(join(ROOT, 'harness/report/routes.schema.json'), 'utf8'));
const validate = new Ajv2020({ allErrors: true, strictTypes: false, allowUnionTypes: true }).compile(schema);
const routes = (...args: readonly string[]) => inProcess(['routes', ...args]);
const words = ({ stdout }: Ended) => stdout.replaceAll(/\s+/g, ' ');

function reportOf({ stdout }: Ended): RoutesReport {
  const report = JSON.parse(stdout) as RoutesReport;
  assert.ok(validate(report), JSON.stringify(validate.errors));
  return report;
}

const SHOP = manifest(folder, 'shop.yaml', GATEWAY, workloads({ v1: 1, v2: 1 }), splits({ v1: 80, v2: 20 }));
/** Both ways in, as the shares of each. */
const sharesOf = (report: RoutesReport) =>
  report.sets.flatMap(({ answers }) =>
    answers.map(({ entry, shares }) => `${entry}: ${shares.map((one) => `${one.name}=${one.share}`).join(' ')}`),
  );

describe('weighbridge routes', () => {
  it('prints every rule without a question', async () => {
    const ended = await routes(SHOP);
    assert.equal(ended.code, 0, ended.stderr);
    assert.match(
      words(ended),
      /shop\.example · gateway shop\/shop :80 HTTP everything version share weight destination v1 80 % 80 cart\.shop\.svc\.cluster\.local/,
    );
    assert.match(words(ended), /cart\.shop\.svc\.cluster\.local · mesh everything/);
    const report = reportOf(await routes(SHOP, '--report', 'json'));
    assert.equal(report.probe, null);
    assert.deepEqual(report.sets[0]?.rows.map(({ version, weight, share }) => [version, weight, share]).slice(0, 2), [
      ['v1', '80', 0.8],
      ['v2', '20', 0.2],
    ]);
  });

  it('answers for one request, by way in', async () => {
    assert.deepEqual(sharesOf(reportOf(await routes(SHOP, '--host', 'shop.example', '--report', 'json'))), [
      'gateway shop/shop :80 HTTP: v1=0.8 v2=0.2',
      'mesh: v1=0.8 v2=0.2',
    ]);
    assert.deepEqual(sharesOf(reportOf(await routes(SHOP, '--host', 'cart.shop', '--report', 'json'))), ['mesh: v1=0.8 v2=0.2']);
    assert.deepEqual(
      sharesOf(reportOf(await routes(SHOP, '--host', 'cart', '--namespace', 'shop', '--from', 'outside', '--report', 'json'))),
      ['outside: v1=0.5 v2=0.5'],
    );
    const other = await routes(SHOP, '--target', 'http://other.example/', '--from', 'gateway/shop');
    assert.equal(other.code, 0, other.stderr);
    assert.match(words(other), /404 no route 100 %/);
  });

  for (const [args, printed] of [
    [
      ['manifests/hello-vm', '--host', 'hello2-svc.http-reciprocal-hello.svc.cluster.local', '--path', '/hello/eric'],
      /v1 +30 % .*\n(.*\n){0,3} +v2 +60 % .*\n(.*\n){0,3} +v3 +10 % /,
    ],
    [['manifests/bookinfo-multicluster', '--host', 'reviews', '-H', 'end-user: jason'], /v2 +50 % .*\n(.*\n){0,3} +v3 +50 % /],
    [['manifests/bookinfo-multicluster', '--host', 'reviews'], /v1 +100 % /],
    [['manifests/bookinfo-multicluster', '-H', 'end-user: jason'], /v2 +50 % .*\n(.*\n){0,3} +v3 +50 % /],
    [['manifests/bookinfo-multicluster'], /header end-user = jason\n(.*\n){0,3} +v2 +50 % [\s\S]*everything\n.*\n +v1 +100 % /],
  ] as const)
    it(`routes ${args.join(' ')}`, async () => {
      const { code, stdout, stderr } = await routes(join(ROOT, args[0]), ...args.slice(1));
      assert.equal(code, 0, stderr + stdout);
      assert.match(stdout, printed);
    });

  it('reads standard input, and several files as one set', async () => {
    const stdin = [GATEWAY, splits({ v1: 3, v2: 1 })].join('---\n');
    const ended = await inProcess(['routes', '-', '--host', 'shop.example'], { stdin });
    assert.equal(ended.code, 0, ended.stderr);
    assert.match(words(ended), /v1 75 % 3 .* standard input:\d+ v2 25 % 1 /);
    const more = manifest(folder, 'workloads.yaml', workloads({ v1: 1, v2: 0 }));
    const both = await inProcess(['routes', '-', more, '--host', 'shop.example', '--from', 'gateway/shop', '--report', 'json'], {
      stdin,
    });
    assert.deepEqual(sharesOf(reportOf(both)), ['gateway shop/shop :80 HTTP: v1=0.75 503 no endpoints=0.25']);
  });

  it('ends with 0 and a note where there are no routes, asked or not', async () => {
    const file = manifest(folder, 'none.yaml', 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n');
    for (const args of [[], ['--host', 'shop.example'], ['--strict']]) {
      const ended = await routes(file, ...args);
      assert.equal(ended.code, 0, ended.stderr);
      assert.match(ended.stdout, /\S/);
      assert.match(ended.stdout, /note +\S+none\.yaml:1: .*ConfigMap/);
    }
    assert.match((await routes(file)).stdout, /^There are no routes in these manifests\.\n/);
  });

  it('prints all that can be read beside an error, and ends with 2', async () => {
    const file = manifest(
      folder,
      'typo.yaml',
      GATEWAY,
      splits({ v1: 80, v2: 20 }),
      splits({ v1: 1 }).replace('name: cart', 'name: typo').replace('weight:', 'wieght:'),
    );
    const line =
      readFileSync(file, 'utf8')
        .split('\n')
        .findIndex((text) => text.includes('wieght')) + 1;
    const ended = await routes(file, '--host', 'shop.example');
    assert.equal(ended.code, 2);
    assert.equal(ended.stderr, '');
    assert.match(words(ended), /v1 80 % 80 /);
    assert.match(ended.stdout, new RegExp(`^error +${file}:${line}:`, 'm'));
    assert.match(words(ended), /wieght.*did you mean.*weight/);
    const report = reportOf(await routes(file, '--report', 'json'));
    assert.equal(report.valid, false);
    assert.ok(report.sets[0]?.problems.some(({ severity, place }) => severity === 'error' && place.line === line));
  });

  it('--strict makes errors of references to what is not there', async () => {
    const file = manifest(folder, 'lonely.yaml', splits({ v1: 80, v2: 20 }));
    const lenient = await routes(file);
    assert.equal(lenient.code, 0, lenient.stdout);
    assert.match(lenient.stdout, /^missing {2}/m);
    const strict = await routes(file, '--strict');
    assert.equal(strict.code, 2);
    assert.doesNotMatch(strict.stdout, /^missing /m);
    assert.match(strict.stdout, /^error {4}/m);
    assert.equal(reportOf(await routes(file, '--strict', '--report', 'json')).valid, false);
  });

  it('is a usage error where no way in fits, unless something must be mended first', async () => {
    assertUsage(await routes(SHOP, '--from', 'gateway/shpo'), /shpo.*shop/);
    assertUsage(await routes(SHOP, '--host', 'shop.example', '--port', '81', '--from', 'gateway/shop'), '81');
    const broken = manifest(folder, 'broken.yaml', GATEWAY.replace('number: 80', 'number: eighty'));
    const ended = await routes(broken, '--host', 'shop.example');
    assert.equal(ended.code, 2);
    assert.match(ended.stdout, /^error /m);
  });

  for (const [args, ...parts] of [
    [[], 'no manifests', 'standard input'],
    [['nowhere.yaml'], 'routes nowhere.yaml', 'no such file or folder'],
    [[SHOP, '--target', 'shop.example'], '--target "shop.example": the scheme is missing'],
    [[SHOP, '--path', 'cart'], '--path "cart"', 'begins with /'],
    [[SHOP, '--port', '70000'], '--port "70000"'],
    [[SHOP, '--from', 'inside'], '--from "inside"', 'gateway/NAME'],
    [[SHOP, '--namespace', 'A'], '--namespace "A"'],
    [[SHOP, '-H', 'nocolon'], '--header "nocolon"'],
    [[SHOP, '--expect', '80,20'], 'unknown option --expect'],
    [[SHOP, '--out', 'x.pdf'], '--out x.pdf'],
  ] as const)
    it(`refuses ${JSON.stringify(args)}`, async () => assertUsage(await routes(...args), ...parts));

  it('repeats no secret of a request', async () => {
    const ended = await routes(SHOP, '--host', 'cart.shop', '-H', 'Authorization: Bearer abc', '--report', 'json');
    assert.deepEqual(reportOf(ended).probe?.headers, [['Authorization', '***']]);
    assert.doesNotMatch(ended.stdout, /abc/);
  });

  it('writes files in the format of their ending', async () => {
    const [json, text] = [join(folder, 'r.json'), join(folder, 'r.txt')];
    const ended = await routes(SHOP, '--host', 'shop.example', '--out', json, '--out', text);
    assert.equal(readFileSync(text, 'utf8'), ended.stdout);
    reportOf({ ...ended, stdout: readFileSync(json, 'utf8') });
  });

  it('harms no terminal, whatever a manifest is called and holds', async () => {
    const evil = '"\\e[2Jcart\\u202e\\n"';
    const file = join(folder, 'evil \u001b[2J.yaml');
    writeFileSync(
      file,
      [
        GATEWAY.replace('name: shop', `name: ${evil}`),
        splits({ v1: 1 }).replace('shop.example', evil).replace('subset: v1', `subset: ${evil}`),
      ].join('---\n'),
    );
    for (const args of [[], ['--host', 'cart'], ['--report', 'json'], ['--host', '\u001b[2J'], ['--from', 'gateway/x']]) {
      const { code, stdout, stderr } = await routes(file, ...args);
      assert.ok(code === 0 || code === 2, stderr);
      assertHarmless(stdout + stderr);
    }
  });

  it('fits its columns and the schema for every scenario', async () => {
    for (const name of readdirSync(join(ROOT, 'manifests'), { withFileTypes: true })) {
      if (!name.isDirectory()) continue;
      const scenario = join(ROOT, 'manifests', name.name);
      for (const args of [[], ['--host', 'reviews'], ['--path', '/']]) {
        const wide = await inProcess(['routes', scenario, ...args], { columns: 90 });
        for (const line of wide.stdout.split('\n')) assert.ok([...line].length <= 90, line);
        assertHarmless(wide.stdout);
        if (wide.stdout !== '') reportOf(await routes(scenario, ...args, '--report', 'json'));
      }
    }
  });
});
