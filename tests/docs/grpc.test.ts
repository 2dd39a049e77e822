import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { readCommandLine } from '../../harness/cli/command-line.ts';
import { replyKindOf } from '../../harness/drive/grpc-replies.ts';
import { helloRequestOf } from '../../harness/drive/hello-body.ts';
import { parseTarget } from '../../harness/expect/target.ts';
import { GRPC_STATUS_NAMES } from '../../harness/model/grpc-status.ts';
import { HELLO_METHOD } from '../../harness/model/probe.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const page = readFileSync(`${root}docs/grpc.md`, 'utf8');

test('the page is short', () => assert.ok(page.split('\n').length <= 81));

test('its commands are ones, and their targets are what it says they call', () => {
  const commands = [...page.matchAll(/^npx weighbridge (.*)$/gm)].map(([, args = '']) => readCommandLine(args.split(' '), {}));
  const paths = commands.map((command) => ('target' in command ? parseTarget(command.target ?? '').path : ''));
  assert.deepEqual(paths, [HELLO_METHOD, '/grpc.health.v1.Health/Check']);
  const rows = [...page.matchAll(/^\| `(grpc:\S+)` \|/gm)].map(([, target = '']) => target.replace(':port', ':1'));
  assert.deepEqual(
    rows.map((target) => replyKindOf(parseTarget(target).path)),
    ['hello', 'hello-stream', 'foreign'],
  );
  assert.ok(page.includes(HELLO_METHOD) && existsSync(`${root}services/http-hello/hello.proto`));
});

test('its body is a request, and its statuses are gRPC', () => {
  const [, body = ''] = /--body '([^']+)'/.exec(page) ?? [];
  assert.deepEqual(helloRequestOf(body), { name: 'eric', replies: 3, pauseMs: 10 });
  for (const name of ['OK', 'UNAVAILABLE', 'CANCELLED'] as const)
    assert.ok(GRPC_STATUS_NAMES.includes(name) && page.includes(name));
});

test('what it shows of reports is what they say', () => {
  const spoken = (file: string) => readFileSync(`${root}${file}`, 'utf8');
  for (const [file, words] of [
    ['harness/judge/unit-sentences.ts', 'Routing is decided per connection'],
    ['harness/judge/unit-sentences.ts', 'disable keep-alive'],
    ['harness/judge/share-notes.ts', 'received nothing in'],
    ['harness/judge/share-notes.ts', 'hashes the client address'],
    ['harness/judge/compare-connections.ts', 'picks per connection'],
    ['harness/judge/compare-connections.ts', 'picks per request'],
  ] as const) {
    assert.ok(page.replaceAll(/\s+/g, ' ').includes(words), words);
    assert.ok(spoken(file).includes(words), `${words} in ${file}`);
  }
});
