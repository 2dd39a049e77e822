import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { manifestReader } from '../../../harness/cli/manifest-reader.ts';
import { UsageError } from '../../../harness/cli/usage-error.ts';
import { fakeHost, scratch } from '../../cli/command.ts';
import { SHOP } from '../../lab/gateways/hand-built.ts';

const folder = scratch();

/** A folder with an overlay for each name. */
const overlays = (name: string, ...names: readonly string[]): string => {
  for (const one of names) {
    mkdirSync(join(folder, name, one), { recursive: true });
    writeFileSync(join(folder, name, one, 'kustomization.yaml'), 'resources: [shop.yaml]\n');
    writeFileSync(join(folder, name, one, 'shop.yaml'), SHOP);
  }
  return join(folder, name);
};

describe('a reader of manifests', () => {
  it('reads the same manifests once, standard input too', async () => {
    const read = manifestReader(fakeHost([], { stdin: SHOP }).host);
    const [first, second] = [await read(['-'], 'default', '--lab'), await read(['-'], 'default', '--routes')];
    assert.equal(first, second);
    assert.equal(first.name, 'standard input');
    const path = overlays('once', 'only');
    const before = await read([path], 'default', '--lab');
    rmSync(path, { recursive: true });
    assert.equal(await read([path], 'default', '--lab'), before);
  });

  it('reads them again for another namespace', async () => {
    const read = manifestReader(fakeHost([]).host);
    const path = overlays('again', 'only');
    const hosts = async (namespace: string) => (await read([path], namespace, '--lab')).table.services.map(({ host }) => host);
    assert.deepEqual(await hosts('default'), ['shop.default.svc.cluster.local']);
    assert.deepEqual(await hosts('market'), ['shop.market.svc.cluster.local']);
  });

  it('takes one overlay, and names them where there are several', async () => {
    const read = manifestReader(fakeHost([]).host);
    const few = overlays('few', 'a', 'b');
    await assert.rejects(
      read([few], 'default', '--lab'),
      new UsageError(`--lab ${few}: holds 2 overlays (${few}/a, ${few}/b), and one is meant; name it`),
    );
    const many = overlays('many', ...'abcdefghijk');
    await assert.rejects(
      read([many], 'default', 'lab'),
      /^UsageError: lab \S+: holds 11 overlays \(\S+\/a, .*\/h, and 3 more\), /,
    );
    assert.equal((await read([`${few}/a`], 'default', '--lab')).name, `${few}/a`);
  });

  it('says what is not there', async () => {
    const read = manifestReader(fakeHost([]).host);
    await assert.rejects(read([join(folder, 'none')], 'default', '--lab'), /^UsageError: --lab \S+none: there is no such file/);
    mkdirSync(join(folder, 'empty'));
    await assert.rejects(read([join(folder, 'empty')], 'default', 'lab'), /^UsageError: lab \S+empty: no \.yaml, .* is below it/);
  });
});
