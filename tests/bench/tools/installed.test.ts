import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bareLoop } from '../../../bench/tools/bare-loop.ts';
import { installed, versionIn } from '../../../bench/tools/installed.ts';

test('versions are found in what tools print about themselves', () => {
  const printed = {
    'wrk debian/4.1.0-3+b2 [epoll] Copyright (C) 2012 Will Glozer\n': '4.1.0-3+b2',
    'hey\t0.1.4-2+b4\n\n/usr/bin/hey\n': '0.1.4-2+b4',
    'autocannon v9.0.0\nnode v24.21.0\n': '9.0.0',
    'k6 v1.8.1 (go1.26.8, linux/amd64)\n': '1.8.1',
    'oha 1.16.0\n': '1.16.0',
    '\n/usr/local/bin/hey\n': '?',
  };
  for (const [text, version] of Object.entries(printed)) assert.equal(versionIn(text), version);
});

test('a program that is there has a version, one that is not has none', () => {
  assert.equal(installed(bareLoop).version, process.versions.node);
  const missing = { program: 'no-such-program-here', args: ['--version'] };
  assert.equal(installed({ ...bareLoop, version: missing }).version, null);
  const failing = { program: process.execPath, args: ['-e', 'console.log("1.2.3"); process.exit(1)'] };
  assert.equal(installed({ ...bareLoop, version: failing }).version, null);
});
