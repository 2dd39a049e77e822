import { globSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A relative import in a declaration; tsc leaves the ending of the source in it. */
const IMPORTED = /(\bfrom\s+|\bimport\()'(\.{1,2}\/[^']+)\.ts'/g;

/**
 * Leaves only the declarations that `entry` needs, and lets them import each other as `.js`, which every compiler follows. What else is
 * compiled is nobody's business: it may change at any time.
 */
export function keepPublicTypes(dist: string, entry: string): void {
  const kept = new Set([entry]);
  for (const file of kept) {
    const text = readFileSync(file, 'utf8');
    for (const [, , path = ''] of text.matchAll(IMPORTED)) kept.add(join(dirname(file), `${path}.d.ts`));
    writeFileSync(file, text.replaceAll(IMPORTED, "$1'$2.js'"));
  }
  for (const file of globSync('**/*.d.ts', { cwd: dist })) if (!kept.has(join(dist, file))) rmSync(join(dist, file));
}
