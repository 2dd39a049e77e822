import type { Layout } from '../lab/layout/layout.ts';
import type { Problem } from '../model/routes-report.ts';
import type { CommandOf } from './command-line.ts';
import { EXIT } from './exit-code.ts';
import type { Host } from './host.ts';
import { watchInterrupt } from './interrupt.ts';
import { type ReadSet, readRouteTables } from './route-tables.ts';
import { CannotMeasureError, UsageError } from './usage-error.ts';

type LabCommand = CommandOf<'lab'>;

/** Manifests -> pods and listeners -> a lab that stays up until a signal comes or its gateway dies. Returns the exit code. */
export async function labUp(command: LabCommand, host: Host): Promise<number> {
  const layout = await readLayout(command, host);
  if (command.options['config-only']) return printConfiguration(layout, command, host);
  const interrupt = watchInterrupt(host, 'stopping the lab (once more to stop at once)');
  const { startLab } = await import('../lab/lab.ts');
  try {
    const lab = await cannotMeasure(() => startLab(layout, { kind: command.options.gateway, runtime: 'process' }));
    const { addressLines } = await import('../lab/address-lines.ts');
    host.stdout.write(`${addressLines(layout, lab, command.options.gateway).join('\n')}\n\nCtrl-C stops everything.\n`);
    const stopped = new Promise<null>((resolve) =>
      interrupt.signal.addEventListener('abort', () => resolve(null), { once: true }),
    );
    const death = await Promise.race([lab.died, interrupt.signal.aborted ? null : stopped]);
    await lab.stop();
    if (death !== null) throw new CannotMeasureError(`lab: ${death}; everything else was stopped`);
    return interrupt.exitCode() ?? EXIT.pass;
  } finally {
    interrupt.release();
  }
}

/** One set of manifests without a fault: what is missing would be a hole in the lab. */
async function readLayout({ files, options }: LabCommand, host: Host): Promise<Layout> {
  if (files.length === 0)
    throw new UsageError('lab: the manifests are missing; name an overlay such as manifests/bookinfo/istio/paths');
  const sets = await readRouteTables(files, options.namespace, 'lab', host);
  const [set, second] = sets;
  if (set === undefined) throw new UsageError(`lab ${files.join(' ')}: holds no manifests; name a file or a folder that does`);
  if (second !== undefined)
    throw new UsageError(
      `lab ${files.join(' ')}: holds ${sets.length} overlays (${sets.map(({ name }) => name).join(', ')}), and a lab runs one; name it`,
    );
  rejectFaults(set);
  const { layOut } = await import('../lab/layout/layout.ts');
  return layOut(set.table);
}

const isFault = ({ severity }: Problem): boolean => severity === 'error' || severity === 'missing';

function rejectFaults({ name, problems }: ReadSet): void {
  const faults = problems.filter(isFault);
  const [first] = faults;
  if (first === undefined) return;
  const more = faults.length === 1 ? '' : `, and ${faults.length - 1} more`;
  throw new UsageError(
    `lab: ${first.place.file}:${first.place.line}: ${first.text}; ${first.fix}${more} (weighbridge routes ${name} --strict shows everything)`,
  );
}

async function printConfiguration(layout: Layout, { options }: LabCommand, host: Host): Promise<number> {
  const [{ gatewayProgram }, { plannedWiring }] = await Promise.all([
    import('../lab/gateways/kinds.ts'),
    import('../lab/planned-wiring.ts'),
  ]);
  const text = await cannotMeasure(async () => gatewayProgram(options.gateway, layout, plannedWiring(layout)).configuration('.'));
  host.stdout.write(`${text}\n`);
  return EXIT.pass;
}

/** What the lab cannot do with these manifests is the manifests' fault; what does not start is the machine's. */
async function cannotMeasure<T>(run: () => Promise<T>): Promise<T> {
  const { LabError } = await import('../lab/lab-error.ts');
  try {
    return await run();
  } catch (error) {
    if (error instanceof LabError) throw new UsageError(`lab: ${error.message}`, { cause: error });
    throw new CannotMeasureError((error as Error).message, { cause: error });
  }
}
