import { GATEWAY_IMAGES } from '../../../harness/lab/containers/gateway-images.ts';
import { OWNER_LABEL } from '../../../harness/lab/containers/run-labels.ts';
import { docker, dockerPrints } from '../images/docker.ts';
import { requiredParts, skipWithout } from '../parts.ts';

/** The `skip` option of a test that starts a gateway as a container; throws where the engine is required and its image cannot be had. */
export async function skipWithoutGateway(kind: keyof typeof GATEWAY_IMAGES): Promise<string | false> {
  const reason = skipWithout('docker');
  if (reason !== false) return reason;
  const image = GATEWAY_IMAGES[kind];
  const isThere = (await docker('image', 'inspect', image)).code === 0 || (await docker('pull', image)).code === 0;
  if (isThere) return false;
  const why = `${image} is not here and cannot be pulled; tests/lab/offline-images.sh makes it`;
  if (requiredParts(process.env.WEIGHBRIDGE_REQUIRE ?? '').includes('docker')) throw new Error(why);
  return why;
}

const built = new Map<string, Promise<string>>();

/** Builds the workload images under the names that the manifests use, each once for a test file. */
export async function buildWorkloadImages(...services: readonly ('tcp-echo' | 'http-hello')[]): Promise<void> {
  for (const service of services) {
    const building = built.get(service) ?? dockerPrints('build', '--target', service, '--tag', `${service}:0.1.0`, '.');
    built.set(service, building);
    await building;
  }
}

/** Names of the containers and networks that belong to labs of a process. */
export async function partsOf(pid: number): Promise<readonly string[]> {
  const format = (name: string) => ['--format', `{{.${name}}}\t{{.Label "${OWNER_LABEL}"}}`, '--filter', `label=${OWNER_LABEL}`];
  const lists = [await dockerPrints('ps', '--all', ...format('Names')), await dockerPrints('network', 'ls', ...format('Name'))];
  return lists
    .flatMap((list) => list.split('\n'))
    .map((line) => line.split('\t'))
    .filter(([, owner]) => owner !== undefined && JSON.parse(owner)[1] === pid)
    .map(([name = '']) => name);
}
