import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { parseAllDocuments } from 'yaml';

/** An object of the cluster, as far as the stand-in looks into it. */
export interface ClusterObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly spec?: Record<string, unknown>;
}

/** The objects of a cluster, kept in a file that a lab can start. */
export interface ClusterState {
  objects(): readonly ClusterObject[];
  /** Adds objects; one of the same kind, namespace and name is replaced. */
  apply(text: string): void;
  scale(kind: string, name: string, replicas: number): void;
}

const sameAs = (a: ClusterObject) => (b: ClusterObject) =>
  a.kind === b.kind && a.metadata.name === b.metadata.name && a.metadata.namespace === b.metadata.namespace;

/** Opens the state in `file`, which is made by the first object. */
export function clusterState(file: string): ClusterState {
  const objects = () => (existsSync(file) ? objectsIn(readFileSync(file, 'utf8')) : []);
  const write = (all: readonly ClusterObject[]) =>
    writeFileSync(file, all.map((object) => JSON.stringify(object, null, 2)).join('\n---\n'));
  return {
    objects,
    apply: (text) => {
      const added = objectsIn(text);
      write([...objects().filter((old) => !added.some(sameAs(old))), ...added]);
    },
    scale: (kind, name, replicas) => {
      const isMeant = (object: ClusterObject) => object.kind.toLowerCase() === kind && object.metadata.name === name;
      if (!objects().some(isMeant)) throw new Error(`no ${kind}/${name} in the cluster`);
      write(objects().map((object) => (isMeant(object) ? { ...object, spec: { ...object.spec, replicas } } : object)));
    },
  };
}

function objectsIn(text: string): ClusterObject[] {
  return parseAllDocuments(text).map((document) => {
    if (document.errors[0] !== undefined) throw document.errors[0];
    const object = document.toJS();
    if (typeof object?.apiVersion !== 'string' || typeof object.kind !== 'string' || typeof object.metadata?.name !== 'string')
      throw new Error(`no object: ${JSON.stringify(object)}`);
    return object;
  });
}
