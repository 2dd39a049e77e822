import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { GatewayProgram } from '../../../../harness/lab/gateways/program.ts';

const CHECKS: Readonly<Record<string, (folder: string, file: string) => readonly string[]>> = {
  nginx: (folder, file) => ['-t', '-q', '-p', folder, '-e', 'stderr', '-c', file],
  haproxy: (_folder, file) => ['-c', '-f', file],
};

/** What the real program says of its configuration, warnings among it; empty when it takes it without a word. */
export function complaints({ program, fileName, configuration }: GatewayProgram): string {
  const folder = mkdtempSync(join(tmpdir(), 'weighbridge-check-'));
  try {
    const file = join(folder, fileName);
    const text = configuration(folder);
    writeFileSync(file, text);
    const { status, stdout, stderr } = spawnSync(program, CHECKS[program]?.(folder, file) ?? [], {
      encoding: 'utf8',
      timeout: 60_000,
    });
    const said = `${stdout}${stderr}`.replace('Configuration file is valid\n', '').trim();
    return status === 0 && said === '' ? '' : `${program} ended with ${status}: ${said}\n${text}`;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
