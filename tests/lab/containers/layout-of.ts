import { join } from 'node:path';
import type { Host } from '../../../harness/cli/host.ts';
import { readRouteTables } from '../../../harness/cli/route-tables.ts';
import { type Layout, layOut } from '../../../harness/lab/layout/layout.ts';
import { REPOSITORY } from '../run-program.ts';

/** The layout of one overlay below manifests/, as the command reads it. */
export async function layoutOf(overlay: string): Promise<Layout> {
  const noInput = { stdin: process.stdin } as unknown as Host;
  const [only, ...others] = await readRouteTables([join(REPOSITORY, 'manifests', overlay)], 'default', 'routes', noInput);
  if (only === undefined || others.length > 0) throw new Error(`${overlay} is not one overlay`);
  return layOut(only.table);
}
