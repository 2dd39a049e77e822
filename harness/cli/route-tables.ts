import type { Problem } from '../model/routes-report.ts';
import type { RouteTable } from '../routes/route-table.ts';
import type { Host } from './host.ts';

/** One set of manifests that was read: an overlay, a folder, or the files of the command line. */
export interface ReadSet {
  /** The folder or the files, as given. */
  readonly name: string;
  readonly table: RouteTable;
  /** Of reading the files and of what is in them. */
  readonly problems: readonly Problem[];
}

/** Reads the files and folders that `flag` names into route tables, one per set. A UsageError for what cannot be read at all. */
export async function readRouteTables(
  paths: readonly string[],
  namespace: string,
  flag: string,
  host: Host,
): Promise<readonly ReadSet[]> {
  // Loaded here: a verdict without manifests needs no YAML.
  const [{ readManifestSets }, { readRoutes }] = await Promise.all([
    import('./manifest-sets.ts'),
    import('../routes/read-routes.ts'),
  ]);
  const sets = await readManifestSets(paths, flag, host);
  return sets.map((set) => {
    const table = readRoutes(set.texts, set.namespace ?? namespace);
    return { name: set.name, table, problems: [...set.problems, ...table.problems] };
  });
}
