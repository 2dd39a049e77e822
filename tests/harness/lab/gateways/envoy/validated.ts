import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** What the real Envoy says against a configuration; empty when it takes it without a word. */
export async function refusal(configuration: unknown): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'weighbridge-validate-'));
  const file = join(folder, 'envoy.json');
  try {
    await writeFile(file, JSON.stringify(configuration));
    // A warning is as bad: it tells of a field that the API has given up.
    const { stderr } = await run('envoy', ['--mode', 'validate', '--log-level', 'warning', '-c', file], { timeout: 60_000 });
    return stderr.trim();
  } catch (error) {
    const { stderr = '', message } = error as Error & { stderr?: string };
    return stderr.trim() === '' ? message : stderr.trim();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
