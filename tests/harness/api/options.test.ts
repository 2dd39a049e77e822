import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { apiOptions } from '../../../scripts/api-options-text.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const file = 'harness/api/options.ts';

test('the types of the options are the ones that scripts/api-options.ts writes', () => {
  const biome = `${root}node_modules/.bin/biome`;
  const formatted = execFileSync(biome, ['format', `--stdin-file-path=${file}`], {
    cwd: root,
    input: apiOptions(),
    encoding: 'utf8',
  });
  assert.equal(readFileSync(`${root}${file}`, 'utf8'), formatted, `node scripts/api-options.ts && biome format --write ${file}`);
});
