import { existsSync, statSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { parse } from 'yaml';
import { MANIFESTS, objectsOf, textOf, type Written } from './scenarios.ts';

/** What these manifests use of kustomize; anything else fails the tests. */
export interface Kustomization {
  readonly apiVersion: string;
  readonly kind: string;
  readonly resources: readonly string[];
  readonly replicas?: readonly { readonly name: string; readonly count: number }[];
}

export const kustomizationOf = (folder: string): Kustomization =>
  parse(textOf(join(folder, 'kustomization.yaml'))) as Kustomization;

/**
 * The objects that `kustomize build` would print for a folder below `MANIFESTS`, in its order of loading. Throws for what kustomize
 * refuses: a resource that is not there, a file from above the folder, a folder that contains the one that lists it.
 */
export function build(folder: string, above: readonly string[] = []): Written[] {
  const { resources, replicas = [] } = kustomizationOf(folder);
  const objects = resources.flatMap((resource) => load(folder, resource, [...above, folder]));
  for (const { name, count } of replicas) {
    const scaled = objects.filter(({ value }) => value.kind === 'Deployment' && value.metadata.name === name);
    if (scaled.length !== 1) throw new Error(`${folder}: replicas names ${name}, which ${scaled.length} Deployments are called`);
    for (const { value } of scaled) value.spec.replicas = count;
  }
  return objects;
}

function load(folder: string, resource: string, above: readonly string[]): Written[] {
  const path = normalize(join(folder, resource));
  if (!existsSync(join(MANIFESTS, path))) throw new Error(`${folder}: ${resource} does not exist`);
  if (!statSync(join(MANIFESTS, path)).isDirectory()) {
    if (dirname(path) !== folder) throw new Error(`${folder}: ${resource} is a file outside of this folder`);
    return objectsOf(path);
  }
  const around = above.find((visited) => visited === path || visited.startsWith(`${path}/`));
  if (around !== undefined) throw new Error(`${folder}: ${resource} contains ${around}, which is a cycle to kustomize`);
  return build(path, above);
}
