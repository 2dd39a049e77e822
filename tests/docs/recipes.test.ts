import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { parse, parseAllDocuments } from 'yaml';
import { inProcess, ROOT } from '../cli/command.ts';
import { follow } from '../lab/recipes/follow.ts';
import { readPage } from '../lab/recipes/page.ts';
import { readerEnvironment, readerFolder } from '../lab/recipes/reader-folder.ts';
import { startShell } from '../lab/recipes/shell.ts';
import { standIns } from '../lab/recipes/stand-ins.ts';
import { readCrds, skipWithoutCrds } from '../manifests/closed-schema.ts';

const PAGES = globSync('*.md', { cwd: join(ROOT, 'docs/recipes') }).sort();
/** Pages whose commands need no gateway; the others are followed in tests/lab/recipes. */
const WITHOUT_GATEWAY = ['argo-rollouts.md', 'flagger.md', 'github-actions.md', 'gitlab.md'];
const WITH_GATEWAY = ['envoy-gateway.md', 'haproxy.md', 'istio.md', 'kind.md', 'linkerd.md', 'nginx.md'];

describe('the recipes', () => {
  it('are short, and every one is in the index and followed by a test', () => {
    const index = readFileSync(join(ROOT, 'docs/recipes/README.md'), 'utf8');
    assert.deepEqual(PAGES, [...WITH_GATEWAY, ...WITHOUT_GATEWAY, 'README.md'].sort());
    for (const name of PAGES) {
      assert.ok(readPage(name).text.split('\n').length <= 61, name);
      assert.ok(name === 'README.md' || index.includes(`](${name})`), name);
    }
  });

  it('tell the name of every file that is to be saved, in its first line', () => {
    for (const { files } of PAGES.map((name) => readPage(name)))
      for (const [name, text] of files) assert.ok(text.startsWith(`# ${name}\n`), name);
  });

  it('show a passing and a failing run', () => {
    for (const name of PAGES.filter((page) => page !== 'README.md')) {
      const { steps } = readPage(name);
      const verified = steps.filter(({ command }) => /\bverify\b/.test(command)).map(({ exitCode }) => exitCode);
      assert.ok(verified.includes(0) && verified.includes(1), name);
    }
  });

  it('hold manifests that the real CRDs accept', { skip: skipWithoutCrds() }, () => {
    const checks = readCrds();
    let checked = 0;
    for (const page of PAGES.map((name) => readPage(name)))
      for (const [name, text] of page.files) {
        if (!name.endsWith('.yaml')) continue;
        for (const object of parseAllDocuments(text).map((document) => document.toJS())) {
          const check = checks.get(`${object.apiVersion} ${object.kind}`);
          if (check === undefined) continue;
          assert.ok(check(object), `${page.name} ${object.kind}: ${JSON.stringify(check.errors)}`);
          checked += 1;
        }
      }
    assert.ok(checked >= 8);
  });

  for (const name of ['istio.md', 'envoy-gateway.md', 'linkerd.md'])
    it(`hold manifests in which routes finds nothing wrong or missing: ${name}`, async () => {
      const stdin = `${readFileSync(join(ROOT, 'docs/recipes/shop.yaml'), 'utf8')}\n---\n${readPage(name).files.get('route.yaml')}`;
      const { code, stdout, stderr } = await inProcess(['routes', '-', '--strict', '--report', 'json'], { stdin });
      assert.equal(code, 0, stdout + stderr);
      const { sets } = JSON.parse(stdout) as { sets: readonly { problems: readonly { severity: string; id: string }[] }[] };
      const faults = sets.flatMap(({ problems }) => problems).filter(({ severity }) => severity !== 'note');
      assert.deepEqual(faults, []);
    });

  it('give the template of Argo Rollouts what it asks for', () => {
    const template = parse(readFileSync(join(ROOT, 'examples/argo-rollouts/analysis-template.yaml'), 'utf8'));
    const block = /^```yaml\n([\s\S]*?)^```$/m.exec(readPage('argo-rollouts.md').text)?.[1] ?? '';
    const { analysis } = parse(block).strategy.canary.steps[1];
    const names = ({ args }: { args: readonly { name: string }[] }) => args.map(({ name }) => name);
    assert.deepEqual(analysis.templates, [{ templateName: template.metadata.name }]);
    assert.deepEqual(names(analysis), names(template.spec));
  });

  for (const name of WITHOUT_GATEWAY)
    it(`${name} leads to what it says`, { timeout: 120_000 }, async (context) => {
      const page = readPage(name);
      const { folder, bin, remove } = readerFolder(page);
      context.after(remove);
      standIns(bin);
      const shell = startShell(folder, { ...readerEnvironment(bin), CLUSTER_STATE: join(folder, '.cluster.yaml') });
      context.after(() => shell.end());
      await follow(page, shell);
    });
});
