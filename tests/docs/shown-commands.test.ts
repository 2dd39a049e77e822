import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { ROOT } from '../cli/command.ts';
import { closedPort } from '../harness/drive/loopback-server.ts';

const folder = mkdtempSync(join(tmpdir(), 'weighbridge-shown-'));
after(() => rmSync(folder, { recursive: true }));
symlinkSync(join(ROOT, 'manifests'), join(folder, 'manifests'));
mkdirSync(join(folder, 'overlays'));
writeFileSync(
  join(folder, 'overlays/prod'),
  `apiVersion: networking.istio.io/v1
kind: Gateway
metadata: { name: shop }
spec: { servers: [{ port: { number: 80, name: http, protocol: HTTP }, hosts: [shop.example] }] }
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: shop }
spec:
  hosts: [shop.example]
  gateways: [shop]
  http: [{ route: [{ destination: { host: v1 }, weight: 90 }, { destination: { host: v2 }, weight: 10 }] }]
`,
);
writeFileSync(join(folder, 'shadow.log'), 'GET / 200 0.4 ms x-weighbridge-id=a-1\n');

/** Commands that a page shows without promising that they work as they stand: they name hosts of somebody else's. */
function shownCommands(page: string): readonly string[] {
  const blocks = [...readFileSync(join(ROOT, page), 'utf8').matchAll(/^```sh no-run\n([\s\S]*?)^```$/gm)];
  return blocks
    .flatMap(([, body = '']) => body.replaceAll('\\\n', ' ').split('\n'))
    .filter((line) => /^(npx )?weighbridge verify /.test(line))
    .map((line) => line.replace(/^(npx )?weighbridge /, '').replace(/\s+# .*$/, ''));
}

const COMMANDS = [...globSync('docs/*.md', { cwd: ROOT }), 'README.md'].flatMap((page) =>
  shownCommands(page).map((command) => ({ page, command })),
);

/** Everything but the traffic: to a port where nobody listens, or as a list of the gates of a scenario. */
function withoutTraffic(command: string, port: number): { readonly words: string; readonly exitCode: number } {
  if (/^verify --(lab|config) /.test(command)) return { words: `${command} --list-gates`, exitCode: 0 };
  const lab = command.includes(' --lab ') ? command.replace(/ --lab \S+/, ' --expect reviews-v1=1') : command;
  if (lab.includes(' --connect-to ')) return { words: `${lab.replace(/:\d+$/, `:${port}`)} --ready-timeout 50ms`, exitCode: 4 };
  return { words: `${lab} --connect-to ::127.0.0.1:${port} --ready-timeout 50ms`, exitCode: 4 };
}

describe('commands that pages show', () => {
  it('are there', () => assert.ok(COMMANDS.length >= 8));

  for (const { page, command } of COMMANDS) {
    it(`${page}: ${command}`, async () => {
      const { words, exitCode } = withoutTraffic(command, await closedPort());
      const script = `exec "$0" "$1" ${words}`;
      const args = ['-c', script, process.execPath, join(ROOT, 'harness/bin.js')];
      const { status, stdout, stderr } = spawnSync('sh', args, { cwd: folder, encoding: 'utf8' });
      assert.equal(status, exitCode, stdout + stderr);
    });
  }
});
