import { GATEWAY_KINDS, type GatewayKind } from '../harness/lab/gateways/gateway-kind.ts';
import type { ScenarioRun } from './scenario-run.ts';

const TITLES: Readonly<Record<GatewayKind, string>> = { envoy: 'Envoy', nginx: 'nginx', haproxy: 'HAProxy' };

/** One cell: the verdict, how many of the gates were run where it is not all of them, requests and time. */
export function cell({ verdict, gates, requests, seconds }: ScenarioRun): string {
  if (verdict === 'not expressible') return verdict;
  const which = gates.run === gates.all ? `${gates.all}` : `${gates.run} of ${gates.all}`;
  return `${verdict}, ${which} ${gates.all === 1 ? 'gate' : 'gates'}, ${requests.toLocaleString('en')} requests, ${Math.ceil(seconds)} s`;
}

/** Scenario × gateway as a Markdown table; a gateway that was not asked for has no column. */
export function scenarioTable(runs: readonly ScenarioRun[]): string {
  const kinds = GATEWAY_KINDS.filter((kind) => runs.some(({ gateway }) => gateway === kind));
  const scenarios = [...new Set(runs.map(({ scenario }) => scenario))].sort();
  const row = (scenario: string) => {
    const cells = kinds.map((kind) => runs.find((run) => run.scenario === scenario && run.gateway === kind));
    return `| [${scenario}](manifests/${scenario}) | ${cells.map((run) => (run === undefined ? '' : cell(run))).join(' | ')} |`;
  };
  return [
    `| scenario | ${kinds.map((kind) => TITLES[kind]).join(' | ')} |`,
    `|---|${kinds.map(() => '---').join('|')}|`,
    ...scenarios.map(row),
  ].join('\n');
}
