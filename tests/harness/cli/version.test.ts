import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { VERSION } from '../../../harness/cli/version.ts';

test('the version is the package’s', () => {
  const text = readFileSync(new URL('../../../harness/package.json', import.meta.url), 'utf8');
  assert.equal(VERSION, JSON.parse(text).version);
});
