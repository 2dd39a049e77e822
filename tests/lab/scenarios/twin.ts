import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { parse, stringify } from 'yaml';
import type { GateReport, Report } from '../../../harness/model/report.ts';
import { inProcess, ROOT, reportOf } from '../../cli/command.ts';

/** A change of one file of the manifests: `from` must stand there exactly once, or the twin would differ elsewhere than it says. */
export interface Edit {
  /** Below `manifests/`. */
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

/** A gate as written in the scenario's file. */
type Written = Readonly<Record<string, unknown>> & { readonly name: string };

const SIGNIFICANCE = '0.000001';

/** A copy of all manifests (scenarios share bases) below `home`, with the edits made; returns its `manifests/`. */
export function copyOfManifests(home: string, edits: readonly Edit[]): string {
  const copy = join(mkdtempSync(join(home, 'copy-')), 'manifests');
  cpSync(join(ROOT, 'manifests'), copy, { recursive: true });
  for (const { file, from, to } of edits) {
    const path = join(copy, file);
    const parts = readFileSync(path, 'utf8').split(from);
    assert.equal(parts.length, 2, `${JSON.stringify(from)} stands once in ${file}`);
    writeFileSync(path, parts.join(to));
  }
  return copy;
}

/**
 * Weighs gates of a scenario in labs of `copy`: what is promised comes from the scenario itself, what runs from the copy.
 * `requests` takes the place of the sizes that the gates would have.
 */
export async function weighInCopy(
  scenario: string,
  copy: string,
  requests: ReadonlyMap<string, number>,
): Promise<{ readonly report: Report; readonly gates: ReadonlyMap<string, GateReport>; readonly stderr: string }> {
  const promised = join(ROOT, 'manifests', scenario);
  const { gates: written } = parse(readFileSync(join(promised, 'gates.yaml'), 'utf8')) as { gates: Written[] };
  for (const name of requests.keys())
    assert.ok(
      written.some((gate) => gate.name === name),
      `${scenario} has a gate ${name}`,
    );
  const gates = written
    .filter(({ name }) => requests.has(name))
    .map((gate) => ({ ...inLabOf(gate, promised, join(copy, scenario)), requests: requests.get(gate.name) }));
  const folder = join(copy, '..', 'asked');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'gates.yaml'), stringify({ schema: 'weighbridge/gates/v1', gates }));
  const end = await inProcess([
    ...['verify', '--lab', folder, '--gateway', 'envoy', '--significance', SIGNIFICANCE],
    ...['--diagnostics', 'warn', '--report', 'json'],
  ]);
  assert.notEqual(end.stdout, '', end.stderr);
  const report = reportOf(end);
  assert.equal(report.exitCode, end.code);
  return { report, gates: new Map(report.gates.map((gate) => [gate.name, gate])), stderr: end.stderr };
}

/** The gate with its promise taken from one folder and its lab from another. */
function inLabOf(gate: Written, promised: string, run: string): Written {
  const { routes, 'lab-overlay': overlay = routes, 'lab-peer': peer } = gate;
  assert.ok(typeof overlay === 'string' && !isAbsolute(overlay), `${gate.name} says which manifests its lab runs`);
  return {
    ...gate,
    ...(routes === undefined ? {} : { routes: join(promised, String(routes)) }),
    'lab-overlay': join(run, overlay),
    ...(peer === undefined ? {} : { 'lab-peer': join(run, String(peer)) }),
  };
}
