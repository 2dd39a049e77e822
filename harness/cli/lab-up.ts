import { parseGatewayChoice } from '../lab/gateways/gateway-choice.ts';
import type { WholeLab } from '../lab/lab.ts';
import type { Layout } from '../lab/layout/layout.ts';
import { knownManifests } from './asked-lab.ts';
import type { CommandOf } from './command-line.ts';
import { EXIT } from './exit-code.ts';
import type { Host } from './host.ts';
import { type Interrupt, watchInterrupt } from './interrupt.ts';
import { checkedLab } from './lab-faults.ts';
import { manifestReader } from './manifest-reader.ts';
import { CannotMeasureError, UsageError } from './usage-error.ts';

type LabCommand = CommandOf<'lab'>;

/** Manifests -> pods and listeners -> a lab that stays up until a signal comes or its gateway dies. Returns the exit code. */
export async function labUp(command: LabCommand, host: Host): Promise<number> {
  const { options } = command;
  const read = await layoutReader(command, host);
  const layout = await read(command.files, 'lab');
  const peers = await Promise.all(options['lab-peer'].map((path) => read([path], '--lab-peer')));
  if (options['config-only']) return printConfiguration(layout, command, host);
  const interrupt = watchInterrupt(host, 'stopping the lab (once more to stop at once)');
  const { startLab } = await import('../lab/lab.ts');
  try {
    const { kind, options: gateway } = parseGatewayChoice(options.gateway);
    const { signal } = interrupt;
    const start = () => startLab(layout, { kind, gateway, runtime: options.runtime, peers, signal });
    const lab = await unlessInterrupted(checkedLab(start, 'lab'), interrupt);
    if (lab === null) return interrupt.exitCode() ?? EXIT.pass;
    const { addressLines } = await import('../lab/address-lines.ts');
    host.stdout.write(`${addressLines(layout, lab, options.gateway).join('\n')}\n\nCtrl-C stops everything.\n`);
    const stopped = new Promise<null>((resolve) => signal.addEventListener('abort', () => resolve(null), { once: true }));
    const death = await Promise.race([lab.died, signal.aborted ? null : stopped]);
    await lab.stop();
    if (death !== null) throw new CannotMeasureError(`lab: ${death}; everything else was stopped`);
    return interrupt.exitCode() ?? EXIT.pass;
  } finally {
    interrupt.release();
  }
}

/** The lab; null where somebody interrupted its start, which is why it fails then. */
async function unlessInterrupted(starting: Promise<WholeLab>, { signal }: Interrupt): Promise<WholeLab | null> {
  try {
    return await starting;
  } catch (error) {
    if (signal.aborted && error instanceof CannotMeasureError) return null;
    throw error;
  }
}

/** Reads the manifests that `flag` names. */
type LayoutReader = (paths: readonly string[], flag: string) => Promise<Layout>;

/** Reads manifests without a fault: what is missing would be a hole in the lab. */
async function layoutReader({ files, options }: LabCommand, host: Host): Promise<LayoutReader> {
  if (files.length === 0)
    throw new UsageError('lab: the manifests are missing; name an overlay such as manifests/bookinfo/istio/paths');
  const { labLayout, labWarnings } = await import('./lab-layout.ts');
  const read = manifestReader(host);
  return async (paths, flag) => {
    const found = await Promise.all(paths.map((path) => knownManifests(path, flag)));
    const set = await read(found, options.namespace, flag);
    const layout = await checkedLab(async () => labLayout(set, flag), flag);
    for (const warning of labWarnings(set)) host.stderr.write(`${warning}\n`);
    return layout;
  };
}

async function printConfiguration(layout: Layout, { options }: LabCommand, host: Host): Promise<number> {
  const [{ gatewayProgram }, { refuseNotExpressible }, { plannedWiring }] = await Promise.all([
    import('../lab/gateways/kinds.ts'),
    import('../lab/gateways/not-expressible.ts'),
    import('../lab/planned-wiring.ts'),
  ]);
  const { kind, options: balance } = parseGatewayChoice(options.gateway);
  const text = await checkedLab(async () => {
    refuseNotExpressible(kind, layout, balance);
    return gatewayProgram(kind, layout, plannedWiring(layout), balance).configuration('.');
  }, 'lab');
  host.stdout.write(`${text}\n`);
  return EXIT.pass;
}
