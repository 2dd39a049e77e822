import type { Container } from '../../routes/cluster/cluster.ts';
import { LabError } from '../lab-error.ts';
import type { Pod } from './layout.ts';

/** A value that the pod itself has, as the reader of manifests writes `valueFrom.fieldRef`. */
const OWN_FIELD = /^\$\((?<field>(?:metadata|spec|status)\.[^()]+)\)$/;
const LABEL = /^metadata\.labels\['(?<key>[^']+)'\]$/;
const REFERENCE = /\$(?:\$|\((?<name>[^()]+)\))/g;

/** Environment and arguments of a container, as the kubelet fills them in. */
export interface FilledIn {
  readonly env: Readonly<Record<string, string>>;
  readonly args: readonly string[];
}

/**
 * Fills in what a pod knows of itself, then references to variables that stand before: `$(NAME)`; `$$` is a plain `$`, and a name that
 * nothing has stays as it is written.
 *
 * @throws LabError for a field that a pod of the lab does not have
 */
export function fillIn(container: Container, pod: Pod): FilledIn {
  const env: Record<string, string> = {};
  const known = new Map<string, string>();
  const expanded = (text: string) =>
    text.replaceAll(REFERENCE, (whole, name?: string) => (name === undefined ? '$' : (known.get(name) ?? whole)));
  for (const { name, value, place } of container.env) {
    if (`${name}${value}`.includes('\0') || name.includes('='))
      throw new LabError(place, `no program can be given ${JSON.stringify(`${name}=${value}`)}`, 'correct it');
    const field = OWN_FIELD.exec(value)?.groups?.field;
    const filled = field === undefined || known.has(field) ? expanded(value) : ownField(field, pod);
    if (filled === null)
      throw new LabError(place, `${name}: a pod of the lab has no ${field}`, 'write the value in an overlay for the lab');
    known.set(name, filled);
    env[name] = filled;
  }
  return { env, args: container.args.map(expanded) };
}

function ownField(field: string, { id, workload, ip }: Pod): string | null {
  const key = LABEL.exec(field)?.groups?.key;
  if (key !== undefined) return workload.labels[key] ?? '';
  switch (field) {
    case 'status.podIP':
    case 'status.podIPs':
      return ip;
    case 'metadata.namespace':
      return workload.object.namespace;
    case 'metadata.name':
      return `${workload.object.name}-${id.slice(id.lastIndexOf('/') + 1)}`;
    default:
      return null;
  }
}
