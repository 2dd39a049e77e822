import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { GatewayKind } from '../harness/lab/gateways/gateway-kind.ts';
import type { Runtime } from '../harness/lab/runtime.ts';
import type { Report } from '../harness/model/report.ts';
import type { ScenarioGates } from './scenario-gates.ts';

/** A gate of a correct gateway may FAIL once in a million runs; nothing is tried twice. */
const SIGNIFICANCE = '0.000001';

/** What became of a scenario behind a gateway. */
export interface ScenarioRun {
  readonly scenario: string;
  readonly gateway: GatewayKind;
  readonly verdict: Report['verdict'] | 'not expressible' | 'not measured';
  readonly exitCode: number;
  readonly gates: { readonly run: number; readonly all: number };
  readonly requests: number;
  readonly seconds: number;
  /** What the gateway cannot express, what failed, or what the command said; null when there is nothing to tell. */
  readonly detail: string | null;
}

/** Runs every gate of a scenario that the gateway can express, by the command a user types. */
export async function runScenario(
  { scenario, gates, expressible }: ScenarioGates,
  gateway: GatewayKind,
  runtime: Runtime,
): Promise<ScenarioRun> {
  const { gates: runnable, lack } = expressible[gateway];
  const facts = { scenario, gateway, gates: { run: runnable.length, all: gates.length } };
  if (runnable.length === 0) return { ...facts, verdict: 'not expressible', exitCode: 0, requests: 0, seconds: 0, detail: lack };
  const asked = runnable.length === gates.length ? [] : runnable.flatMap((name) => ['--gate', name]);
  // Diagnostics have a risk of their own, one in a thousand per gate: of so many gates one would be in doubt every few runs.
  const rule = ['--significance', SIGNIFICANCE, '--diagnostics', 'warn', '--report', 'json'];
  const startedMs = performance.now();
  const lab = ['--lab', `manifests/${scenario}`, '--gateway', gateway, '--runtime', runtime];
  const { exitCode, stdout, stderr } = await command(['verify', ...lab, ...rule, ...asked]);
  const seconds = (performance.now() - startedMs) / 1000;
  if (!stdout.startsWith('{'))
    return {
      ...facts,
      verdict: 'not measured',
      exitCode,
      requests: 0,
      seconds,
      detail: stderr.trim().split('\n').at(-1) ?? null,
    };
  const report = JSON.parse(stdout) as Report;
  const requests = report.gates.reduce((sum, { measurement }) => sum + measurement.sent, 0);
  const notPassed = report.gates.filter(({ verdict }) => verdict !== 'PASS').map(({ verdict, name }) => `${verdict} ${name}`);
  const detail = notPassed.length > 0 ? notPassed.join('; ') : lack;
  return { ...facts, verdict: report.verdict, exitCode, requests, seconds, detail };
}

async function command(args: readonly string[]) {
  const root = fileURLToPath(new URL('..', import.meta.url));
  const child = spawn(process.execPath, ['harness/bin.js', ...args], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  const said = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const)
    child[stream].setEncoding('utf8').on('data', (text: string) => {
      said[stream] += text;
    });
  // Ctrl-C reaches the children by itself: they report and end, and so do we.
  const [code] = (await once(child, 'close')) as [number | null];
  return { ...said, exitCode: code ?? 70 };
}
