import { basename } from 'node:path';
import { connectAddress } from '../expect/connect-to.ts';
import { parseTarget } from '../expect/target.ts';
import { type AskedGate, about } from './asked-gate.ts';
import { type AskedLab, findLab, ownManifests } from './asked-lab.ts';
import type { CommandOf } from './command-line.ts';
import { BESIDE_CONFIG, BESIDE_SCENARIO } from './gate-options.ts';
import type { Host } from './host.ts';
import type { LabManifests } from './lab-setup.ts';
import type { OptionName } from './options.ts';
import { checked, UsageError } from './usage-error.ts';
import { writtenGates } from './written-gates.ts';

/** Instead of manifests: no lab can stand for the gate. */
const NO_LAB = 'none';

/** The one gate of the command line, or those of `--config` or of a scenario that `--gate` asks for. */
export async function askedGates(command: CommandOf<'verify'>, host: Host): Promise<readonly AskedGate[]> {
  const { options } = command;
  const lab = options.lab === undefined ? null : await findLab(options.lab);
  if (lab?.kind === 'scenario' && command.target === null) return scenarioGates(command, lab, host);
  if (options.config === undefined) return [await typedGate(command, lab)];
  rejectBesideConfig(command, BESIDE_CONFIG);
  return writtenGates(options.config, command, host);
}

/** The gates of a scenario, each with the manifests that the lab starts for it. */
async function scenarioGates(
  command: CommandOf<'verify'>,
  { gatesFile }: { readonly gatesFile: string },
  host: Host,
): Promise<readonly AskedGate[]> {
  if (command.options.config !== undefined)
    throw new UsageError(`--config: --lab ${command.options.lab} has gates of its own (${gatesFile}); leave one of the two out`);
  if (command.options['connect-to'].length > 0) throw new UsageError(OWN_ADDRESS);
  rejectBesideConfig(command, BESIDE_SCENARIO);
  const gates = await writtenGates(gatesFile, command, host);
  const inLab = gates.filter(({ options }) => !options['lab-overlay'].some((path) => basename(path) === NO_LAB));
  const left = gates.length - inLab.length;
  if (inLab.length === 0)
    throw new UsageError(
      `--lab ${command.options.lab}: no lab can stand for what ${gates.length === 1 ? 'this gate asks' : 'these gates ask'}; weigh them where their targets are, with --config ${gatesFile}`,
    );
  if (left > 0)
    host.stderr.write(`${left === 1 ? '1 gate is' : `${left} gates are`} left out: no lab can stand for what they ask\n`);
  return inLab.map((gate) => ({ ...gate, lab: about(gate.where, () => manifestsOf(gate)) }));
}

const OWN_ADDRESS = '--connect-to: a lab on this machine is weighed, which has its own address; leave it out';

function manifestsOf({ options, given }: Pick<AskedGate, 'options' | 'given'>): LabManifests {
  const { routes, 'lab-overlay': overlay, 'lab-peer': peers } = options;
  if (given.has('actual'))
    throw new UsageError('--actual: the gateway of this lab obeys the manifests; change the weight there, or leave --actual out');
  if (overlay.length > 0) return { overlay, peers };
  if (routes.length > 0) return { overlay: routes, peers };
  throw new UsageError('nothing says which manifests the lab starts for it; write lab-overlay: and their folder');
}

/** The gate that the command line itself is. */
async function typedGate(command: CommandOf<'verify'>, lab: AskedLab | null): Promise<AskedGate> {
  const { target, options, given } = command;
  const lonely = (['gate', 'list-gates'] as const).find((name) => given.has(name));
  if (lonely !== undefined && target === null && lab !== null && lab.kind !== 'scenario')
    throw new UsageError(
      `--${lonely}: --lab ${options.lab} ${lab.kind === 'stand' ? 'is a stand and has no gates' : 'has no gates.yaml'}; name a scenario, such as manifests/bookinfo, or leave --${lonely} out`,
    );
  if (lonely !== undefined)
    throw new UsageError(`--${lonely}: --config is missing; give the file that the gates stand in, or a scenario with --lab`);
  const gate: AskedGate = { name: null, where: null, target, options, given, lab: null };
  if (lab === null || lab.kind === 'stand') {
    rejectIdleAddress(command);
    rejectIdleLab(command);
    return gate;
  }
  if (target === null)
    throw new UsageError(
      `--lab ${options.lab}: these manifests have no gates (gates.yaml); give a target, such as http://shop.example/cart`,
    );
  if (options['connect-to'].length > 0) throw new UsageError(OWN_ADDRESS);
  const [overlay, peers] = await Promise.all(
    (['lab-overlay', 'lab-peer'] as const).map((name) => Promise.all(options[name].map(ownManifests))),
  );
  const path = lab.kind === 'scenario' ? lab.folder : lab.path;
  const named = { ...options, routes: [path], 'lab-overlay': overlay ?? [], 'lab-peer': peers ?? [] };
  const started = manifestsOf({ options: named, given });
  // The lab obeys these manifests, so they are also what is promised unless something else is asked.
  const routes = options.routes.length === 0 && options.expect === undefined ? started.overlay : options.routes;
  return { ...gate, options: { ...options, routes }, lab: started };
}

const ONLY_LAB: readonly OptionName[] = ['gateway', 'runtime', 'lab-overlay', 'lab-peer'];

/** What says how a lab from manifests is run means nothing for a target, nor for a stand. */
function rejectIdleLab({ given, options }: CommandOf<'verify'>): void {
  const idle = ONLY_LAB.find((name) => given.has(name));
  if (idle === undefined) return;
  const why = options.lab === undefined ? '--lab is missing' : `the stand ${options.lab} has a gateway of its own`;
  throw new UsageError(`--${idle}: ${why}; give --lab and a scenario, or leave it out`);
}

/** An address for another host than the one that is weighed is a slip; of a file with many gates, each takes what fits it. */
function rejectIdleAddress({ target, options }: CommandOf<'verify'>): void {
  const entries = options['connect-to'];
  if (entries.length === 0) return;
  if (target === null)
    throw new UsageError('--connect-to: a lab on this machine is weighed, which has its own address; give a target');
  const { host, port } = checked(() => parseTarget(target));
  if (connectAddress(entries, host, port) === null)
    throw new UsageError(
      `--connect-to: no entry is about ${host}:${port}, which the target names; write ${host.includes(':') ? `[${host}]` : host}:${port}:ADDRESS:PORT`,
    );
}

function rejectBesideConfig({ target, given, options }: CommandOf<'verify'>, allowed: readonly OptionName[]): void {
  if (target !== null) throw new UsageError(`${target}: --config is given too, and every gate has its own target; leave one out`);
  const foreign = [...given].find((name) => !allowed.includes(name));
  if (options.config !== undefined && (foreign === 'gateway' || foreign === 'runtime'))
    throw new UsageError(
      `--${foreign}: the gates of --config are weighed where their targets are; give --lab and a scenario instead, or leave it out`,
    );
  const file = options.config === undefined ? `--lab ${options.lab}` : '--config';
  if (foreign === 'compare-connections')
    throw new UsageError('--compare-connections: weighs one target, not the gates of a file; leave one out');
  if (foreign !== undefined)
    throw new UsageError(
      `--${foreign} cannot stand beside ${file}; write ${foreign}: in the file, under a gate or under defaults`,
    );
}
