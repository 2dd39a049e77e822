import type { Host } from './host.ts';
import { type ReadSet, readRouteTables } from './route-tables.ts';
import { UsageError } from './usage-error.ts';

/** Reads the one set of manifests that paths name; `flag` is who names them. */
export type ManifestReader = (paths: readonly string[], namespace: string, flag: string) => Promise<ReadSet>;

/** Most overlays that a message lists. */
const MOST_LISTED = 8;

/** A reader that reads the same manifests once, however many gates name them. */
export function manifestReader(host: Host): ManifestReader {
  const known = new Map<string, Promise<readonly ReadSet[]>>();
  return async (paths, namespace, flag) => {
    const key = JSON.stringify([namespace, paths]);
    const reading = known.get(key) ?? readRouteTables(paths, namespace, flag, host);
    known.set(key, reading);
    return onlySet(await reading, paths, flag);
  };
}

function onlySet(sets: readonly ReadSet[], paths: readonly string[], flag: string): ReadSet {
  const [set, second] = sets;
  const asked = `${flag} ${paths.join(' ')}`;
  if (set === undefined) throw new UsageError(`${asked}: holds no manifests; name a file or a folder that does`);
  if (second === undefined) return set;
  const names = sets.map(({ name }) => name);
  const more = names.length > MOST_LISTED ? `, and ${names.length - MOST_LISTED} more` : '';
  throw new UsageError(
    `${asked}: holds ${sets.length} overlays (${names.slice(0, MOST_LISTED).join(', ')}${more}), and one is meant; name it`,
  );
}
