import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { changedPath } from '../../../../../harness/routes/answer/effects/changed-path.ts';
import type { Match, TextTest } from '../../../../../harness/routes/route-table.ts';

const place = { file: 'm.yaml', line: 1 };
const matched = (kind: TextTest['kind'], value: string): Match => ({
  conditions: [{ on: 'path', test: { kind, value, ignoreCase: false }, place }],
  place,
});
const prefix = (value: string) => ({ kind: 'prefix', value }) as const;

describe('changedPath', () => {
  it('exchanges the raw text that a raw prefix matched', () => {
    assert.equal(changedPath(prefix('/ratings'), matched('prefix', '/rate'), '/rate/1'), '/ratings/1');
    assert.equal(changedPath(prefix('/ratings'), matched('prefix', '/rat'), '/ratings/1'), '/ratingsings/1');
    assert.equal(changedPath(prefix('/'), matched('prefix', '/httpbin'), '/httpbin/status'), '//status');
    assert.equal(changedPath(prefix('/v1'), null, '/x'), '/v1x');
  });

  it('exchanges all of a path that was matched exactly or by a regular expression', () => {
    assert.equal(changedPath(prefix('/new'), matched('exact', '/old'), '/old'), '/new');
    assert.equal(changedPath(prefix('/new'), matched('regex', '/o.*'), '/old/x'), '/new');
  });

  it('joins by element in Gateway API, as the table of the reference has it', () => {
    for (const [path, matchedPrefix, replacement, becomes] of [
      ['/foo/bar', '/foo', '/xyz', '/xyz/bar'],
      ['/foo/bar', '/foo', '/xyz/', '/xyz/bar'],
      ['/foo/bar', '/foo/', '/xyz', '/xyz/bar'],
      ['/foo/bar', '/foo/', '/xyz/', '/xyz/bar'],
      ['/foo', '/foo', '/xyz', '/xyz'],
      ['/foo/', '/foo', '/xyz', '/xyz/'],
      ['/foo/bar', '/foo', '', '/bar'],
      ['/foo/', '/foo', '', '/'],
      ['/foo', '/foo', '', '/'],
      ['/foo/', '/foo', '/', '/'],
      ['/foo', '/foo', '/', '/'],
      ['/bar', '/', '/xyz', '/xyz/bar'],
    ] as const)
      assert.equal(
        changedPath(prefix(replacement), matched('path-prefix', matchedPrefix), path),
        becomes,
        `${path} ${replacement}`,
      );
  });

  it('takes whole paths and regular expressions', () => {
    assert.equal(changedPath({ kind: 'full', value: '/all' }, null, '/x'), '/all');
    assert.equal(changedPath({ kind: 'regex', pattern: '^/v([0-9])/', value: '/w\\1/' }, null, '/v2/x'), '/w2/x');
    assert.equal(changedPath({ kind: 'regex', pattern: '(', value: '' }, null, '/v2/x'), null);
  });
});
