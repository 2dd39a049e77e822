import { setTimeout as wait } from 'node:timers/promises';
import type { Engine } from './engine.ts';
import { hasEnded, OWNER_LABEL, RUN_LABEL, startOf, thisOwner } from './run-labels.ts';

const LIMIT_MS = 30_000;
/** Between two looks; the engine answers "removal already in progress" until it is done. */
const LOOK_AGAIN_MS = 50;

/**
 * Removes every container and network of a run, by their label: also one whose creation was under way when its start failed.
 *
 * @throws Error when something cannot be removed
 */
export async function removeRun(engine: Engine, run: string): Promise<void> {
  const limit = AbortSignal.timeout(LIMIT_MS);
  for (;;) {
    const found = await partsOf(engine, `${RUN_LABEL}=${run}`);
    if (found.length === 0) return;
    // A network goes only after its containers.
    await Promise.allSettled(found.filter(({ kind }) => kind === 'container').map(({ remove }) => remove()));
    const networks = await Promise.allSettled(found.filter(({ kind }) => kind === 'network').map(({ remove }) => remove()));
    if (limit.aborted) throw new Error(`lab: ${found.map(({ name }) => name).join(', ')} cannot be removed; see docker ps --all`);
    if (networks.some(({ status }) => status === 'rejected')) await wait(LOOK_AGAIN_MS);
  }
}

/** Removes what runs left behind whose process was killed before it could clean up. One that cannot be removed must not stop a new lab. */
export async function removeLeftovers(engine: Engine): Promise<void> {
  const { machine } = thisOwner();
  const orphans = (await partsOf(engine, OWNER_LABEL)).filter(({ owner }) => hasEnded(owner, machine, startOf));
  const runs = new Set(orphans.map(({ run }) => run));
  await Promise.allSettled([...runs].map((run) => removeRun(engine, run)));
}

/** A container or network of a lab. */
interface Part {
  readonly kind: 'container' | 'network';
  readonly name: string;
  readonly run: string;
  readonly owner: string;
  remove(): Promise<unknown>;
}

async function partsOf({ client }: Engine, label: string): Promise<readonly Part[]> {
  const { dockerode } = client.container;
  const filters = { label: [label] };
  const [containers, networks] = await Promise.all([
    dockerode.listContainers({ all: true, filters }),
    dockerode.listNetworks({ filters }),
  ]);
  return [
    ...containers.map(({ Id, Names, Labels }) => ({
      kind: 'container' as const,
      name: Names[0]?.slice(1) ?? Id,
      ...told(Labels),
      remove: () => dockerode.getContainer(Id).remove({ force: true, v: true }),
    })),
    ...networks.map(({ Id, Name, Labels }) => ({
      kind: 'network' as const,
      name: Name,
      ...told(Labels),
      remove: () => dockerode.getNetwork(Id).remove(),
    })),
  ];
}

const told = (labels: Readonly<Record<string, string>> | undefined): Pick<Part, 'run' | 'owner'> => ({
  run: labels?.[RUN_LABEL] ?? '',
  owner: labels?.[OWNER_LABEL] ?? '',
});
