import { readdirSync } from 'node:fs';
import { askedGates } from '../harness/cli/asked-gates.ts';
import { type CommandOf, readCommandLine } from '../harness/cli/command-line.ts';
import type { Host } from '../harness/cli/host.ts';
import { labLayout } from '../harness/cli/lab-layout.ts';
import { type ManifestReader, manifestReader } from '../harness/cli/manifest-reader.ts';
import { GATEWAY_KINDS, type GatewayKind } from '../harness/lab/gateways/gateway-kind.ts';
import { notExpressible } from '../harness/lab/gateways/not-expressible.ts';

/** The gates of a scenario that a lab can run, and which of them a gateway can stand for. */
export interface ScenarioGates {
  readonly scenario: string;
  readonly gates: readonly string[];
  /** By gateway: the names of the gates whose manifests it can express, and the first thing that it cannot. */
  readonly expressible: Readonly<Record<GatewayKind, { readonly gates: readonly string[]; readonly lack: string | null }>>;
}

/** Folders below `manifests/` with gates. */
export const scenarioNames = (root: string): readonly string[] =>
  readdirSync(`${root}manifests`, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();

/** Reads a scenario's gates and asks of every gateway whether it can express their manifests. Starts nothing. */
export async function scenarioGates(scenario: string): Promise<ScenarioGates> {
  const command = readCommandLine(['verify', '--lab', `manifests/${scenario}`], {}) as CommandOf<'verify'>;
  const host = { stdin: process.stdin, stderr: { write: () => true } } as unknown as Host;
  const read = manifestReader(host);
  const gates = await askedGates(command, host);
  const lacks = new Map<string, Promise<Readonly<Record<GatewayKind, string | null>>>>();
  const lacksOf = (paths: readonly string[]) => {
    const key = paths.join(' ');
    const known = lacks.get(key) ?? lacksOfEach(paths, read);
    lacks.set(key, known);
    return known;
  };
  const named = await Promise.all(
    gates.map(async ({ name, lab }) => ({
      name: name ?? '',
      lacks: await lacksOf([...(lab?.overlay ?? []), ...(lab?.peers ?? [])]),
    })),
  );
  const expressible = Object.fromEntries(
    GATEWAY_KINDS.map((kind) => [
      kind,
      {
        gates: named.filter((gate) => gate.lacks[kind] === null).map(({ name }) => name),
        lack: named.map((gate) => gate.lacks[kind]).find((lack) => lack !== null) ?? null,
      },
    ]),
  ) as unknown as ScenarioGates['expressible'];
  return { scenario, gates: named.map(({ name }) => name), expressible };
}

async function lacksOfEach(
  paths: readonly string[],
  read: ManifestReader,
): Promise<Readonly<Record<GatewayKind, string | null>>> {
  const layouts = await Promise.all(paths.map(async (path) => labLayout(await read([path], 'default', '--lab'), '--lab')));
  const lackOf = (kind: GatewayKind) => {
    const [first] = layouts.flatMap((layout) => notExpressible(kind, layout));
    return first === undefined ? null : `${first.field} (${first.place.file}:${first.place.line})`;
  };
  return Object.fromEntries(GATEWAY_KINDS.map((kind) => [kind, lackOf(kind)])) as Record<GatewayKind, string | null>;
}
