// Runs every scenario of manifests/ behind every gateway that can express it and prints one table.
// npm run scenarios -- [--gateway envoy]… [--runtime process|docker] [--readme] [SCENARIO]…
import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { worstExitCode } from '../harness/cli/exit-code.ts';
import { GATEWAY_KINDS, type GatewayKind } from '../harness/lab/gateways/gateway-kind.ts';
import { RUNTIMES, type Runtime } from '../harness/lab/runtime.ts';
import { fillSection } from './readme-sections.ts';
import { scenarioGates, scenarioNames } from './scenario-gates.ts';
import { runScenario, type ScenarioRun } from './scenario-run.ts';
import { cell, scenarioTable } from './scenario-table.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
/** More at once would only take the processors from each other; fewer would wait while one scenario sleeps through its delays. */
const AT_ONCE = Math.max(3, Math.min(4, availableParallelism()));

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    gateway: { type: 'string', multiple: true, default: [...GATEWAY_KINDS] },
    runtime: { type: 'string', default: 'process' },
    readme: { type: 'boolean', default: false },
  },
});
const gateways = values.gateway.map((name) => oneOf(name, GATEWAY_KINDS, '--gateway'));
const runtime: Runtime = oneOf(values.runtime, RUNTIMES, '--runtime');
const names =
  positionals.length > 0 ? positionals.map((name) => oneOf(name, scenarioNames(root), 'scenario')) : scenarioNames(root);

// Those with the most gates first: a long one that began last would be waited for alone.
const scenarios = (await Promise.all(names.map(scenarioGates))).toSorted((a, b) => b.gates.length - a.gates.length);
const waiting = scenarios.flatMap((gates) => gateways.map((gateway: GatewayKind) => ({ gates, gateway }))).values();
const runs: ScenarioRun[] = [];
const startedMs = performance.now();
await Promise.all(
  Array.from({ length: AT_ONCE }, async () => {
    for (const { gates, gateway } of waiting) {
      const run = await runScenario(gates, gateway, runtime);
      runs.push(run);
      process.stderr.write(`${run.scenario} on ${gateway}: ${cell(run)}${run.detail === null ? '' : `; ${run.detail}`}\n`);
    }
  }),
);
const table = scenarioTable(runs);
process.stdout.write(`\n${table}\n`);
process.stderr.write(`\n${runs.length} runs in ${Math.ceil((performance.now() - startedMs) / 1000)} s\n`);
if (values.readme) {
  const readme = readFileSync(`${root}README.md`, 'utf8');
  writeFileSync(`${root}README.md`, fillSection(readme, 'scenarios', table));
}
const broken = runs.find(({ exitCode }) => ![0, 1, 3, 4].includes(exitCode));
process.exitCode = broken?.exitCode ?? worstExitCode(runs.map(({ exitCode }) => exitCode));

function oneOf<T extends string>(text: string, known: readonly T[], what: string): T {
  const found = known.find((one) => one === text);
  if (found !== undefined) return found;
  process.stderr.write(`${what} ${JSON.stringify(text)}: there are ${known.join(', ')}\n`);
  process.exit(2);
}
