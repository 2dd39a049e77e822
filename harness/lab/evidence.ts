import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Layout } from './layout/layout.ts';
import { shadowPods } from './layout/shadows.ts';

/** Where the pods of `podIds` write a line per request, as it comes. */
export interface Evidence {
  readonly path: string;
  readonly podIds: ReadonlySet<string>;
}

/** The file of a lab that mirrors, and its end; null where nothing is mirrored. */
export async function makeEvidence(layout: Layout): Promise<(Evidence & { remove(): Promise<void> }) | null> {
  const podIds = new Set(shadowPods(layout).map(({ id }) => id));
  if (podIds.size === 0) return null;
  const folder = await mkdtemp(join(tmpdir(), 'weighbridge-evidence-'));
  const path = join(folder, 'shadows.log');
  await writeFile(path, '');
  return { path, podIds, remove: () => rm(folder, { recursive: true, force: true }) };
}
