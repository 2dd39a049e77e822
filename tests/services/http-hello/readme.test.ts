import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { readConfig } from '../../../services/http-hello/config.ts';
import { passedOn } from '../../../services/http-hello/passed-on-headers.ts';
import { readChain } from './chain-grammar.ts';

const readme = readFileSync(new URL('../../../services/http-hello/README.md', import.meta.url), 'utf8');

test('the table of variables lists what is read, with its defaults', () => {
  const read = new Set<string>();
  const env = new Proxy({} as Record<string, string>, {
    get: (_, name) => {
      read.add(String(name));
      return undefined;
    },
  });
  readConfig(env, '10.0.0.1');
  const rows = [...readme.matchAll(/^\| `([A-Z_]+)` +\| (.+?) +\|/gm)];
  assert.deepEqual(rows.map((row) => row[1]).sort(), [...read].sort());
  const written = rows.flatMap(([, name = '', value = '']) => (value.startsWith('`') ? [[name, value.slice(1, -1)]] : []));
  assert.deepEqual(readConfig(Object.fromEntries(written), '10.0.0.1'), readConfig({}, '10.0.0.1'));
});

test('the lines shown are chains, and the headers listed are passed on', () => {
  const lines = [...readme.matchAll(/^Hello .+$/gm)].map((match) => match[0]);
  assert.ok(lines.length >= 2);
  for (const line of lines) readChain(line);
  const headers = /`(x-request-id [^`]+)`/.exec(readme)![1]!.split(' ');
  assert.deepEqual(Object.keys(passedOn(Object.fromEntries(headers.map((name) => [name, ['x']])))), headers);
  assert.equal(headers.length, 12);
});
