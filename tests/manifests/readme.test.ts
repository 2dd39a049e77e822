import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { inProcess } from '../cli/command.ts';
import { MANIFESTS, SCENARIOS, textOf } from './scenarios.ts';

const PAGES = ['README.md', ...SCENARIOS.map((scenario) => `${scenario}/README.md`)];

/** The lines of blocks in `sh`, which are promised to work as they stand; those in `sh no-run` need a cluster. */
const blocks = (text: string, kind: string) =>
  [...text.matchAll(new RegExp(`^\`\`\`${kind}\\n([\\s\\S]*?)^\`\`\`$`, 'gm'))].map((match) => match[1] ?? '').join('');

/** Words of a shell line as these pages quote them: plain, or in single quotes. */
const words = (line: string) => [...line.matchAll(/'([^']*)'|(\S+)/g)].map((match) => match[1] ?? match[2] ?? '');

describe('pages of the scenarios', () => {
  for (const page of PAGES) {
    const text = textOf(page);

    it(`${page}: what needs no cluster runs`, async () => {
      const lines = blocks(text, 'sh').trimEnd().split('\n');
      assert.ok(lines.length > 0);
      for (const line of lines) {
        const [npx, program, ...args] = words(line);
        assert.deepEqual([npx, program], ['npx', 'weighbridge'], line);
        const { code, stdout, stderr } = await inProcess(args);
        assert.equal(code, 0, `${line}\n${stdout}\n${stderr}`);
        assert.notEqual(stdout, '');
      }
    });

    it(`${page}: names gates, folders and pages that there are`, () => {
      const commands = blocks(text, 'sh no-run').replaceAll('\\\n', ' ');
      for (const [, folder] of commands.matchAll(/kubectl[^\n]* -k (\S+)/g))
        assert.ok(existsSync(join(MANIFESTS, '..', folder ?? '', 'kustomization.yaml')), folder);
      for (const [, file = '', gate = ''] of commands.matchAll(/--config (\S+)(?:[^\n]*--gate '([^']*)')?/g))
        assert.ok(textOf(file.replace('manifests/', '')).includes(`name: "${gate}`), `${file}: ${gate}`);
      for (const [, link = ''] of text.matchAll(/\]\((?!https:)([^)]+)\)/g))
        assert.ok(existsSync(join(MANIFESTS, dirname(page), link)), link);
    });
  }

  it('are short', () => {
    for (const page of PAGES.slice(1)) assert.ok(textOf(page).split('\n').length <= 40, page);
  });
});
