import { COMMANDS } from '../harness/cli/commands/commands.ts';
import { OPTIONS } from '../harness/cli/options.ts';
import { comparison, comparisonRequests } from '../tests/calibration/comparison.ts';

/** The README's option table, from the one list of options. */
export function optionsTable(): string {
  const rows = Object.entries(OPTIONS).map(([name, option]) => {
    const alias = 'alias' in option ? `, \`${option.alias.length === 1 ? '-' : '--'}${option.alias}\`` : '';
    const value = 'value' in option ? ` ${option.value}` : '';
    const initial = 'initial' in option ? ` (${option.initial})` : '';
    const verbs = COMMANDS.filter((command) => (command.options as readonly string[]).includes(name)).map(
      (command) => command.verb,
    );
    const cells = [`\`--${name}${value}\`${alias}`, `${option.describe}${initial}`, verbs.join(', ')];
    // A bar inside a cell ends it, also between backticks.
    return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  });
  return ['| option | meaning (default) | for |', '|---|---|---|', ...rows].join('\n');
}

const COMPARED = [
  'the route promises',
  'the gateway sends',
  'Gateway API rule, up to 10 × 500 requests',
  'Istio rule, up to 30 × 100 requests',
  'weighbridge `-n 500`',
  'weighbridge',
  'weighbridge `--tolerance 2`',
];

/** The README's comparison: how likely each check accepts which gateway, worked out by tests/calibration. Takes seconds. */
export function comparisonTable(): string {
  const rows = comparison().map(
    ({ promised, really, gatewayApi, istio, plain500, plainDefault, tolerance }) =>
      `| ${[promised, really, gatewayApi, istio, plain500, plainDefault, tolerance].join(' | ')} |`,
  );
  const requests = comparisonRequests().map(
    ({ promised, plain, tolerance }) => `${plain.toLocaleString('en')} and ${tolerance.toLocaleString('en')} for ${promised}`,
  );
  const note = `Requests that weighbridge sends, without \`-n\` and with \`--tolerance 2\`: ${requests.join('; ')}.`;
  return [`| ${COMPARED.join(' | ')} |`, `|${COMPARED.map(() => '---').join('|')}|`, ...rows, '', note].join('\n');
}

/** What the README always shows as p50, p90, p99 and maximum. */
const STEADY_LATENCIES = ['11.0', '21.0', '29.0', '32.0'];

/** The latency table with steady figures. Its columns follow them: real ones may be narrower or wider. */
function steadyLatencies(table: string): string {
  const rows = table.split('\n').map((line) => {
    const [, name = line, figures] = /^(.*?)((?: +[^ ]+){4})$/.exec(line) ?? [];
    return {
      name,
      figures: figures === undefined ? null : figures.includes('p50') ? ['p50', 'p90', 'p99', 'max'] : STEADY_LATENCIES,
    };
  });
  const width = Math.max(...rows.map(({ name, figures }) => (figures === null ? 0 : name.length)));
  return rows
    .map(({ name, figures }) =>
      figures === null ? name : [name.padEnd(width), ...figures.map((figure) => figure.padStart(4))].join('  '),
    )
    .join('\n');
}

/** A report as the README shows it: what changes from run to run (port, times) is replaced by what the README always shows. */
export function steadyReport(report: string): string {
  return report
    .replaceAll(/^ *latency in ms .*(?:\n.+)*/gm, steadyLatencies)
    .replaceAll(/127\.0\.0\.1:\d+/g, '127.0.0.1:31400')
    .replaceAll(/ in \d+(\.\d+)? (ms|s)/g, ' in 0.4 s')
    .trimEnd();
}

/** Replaces what stands between `<!-- generated: name -->` and its end mark. */
export function fillSection(readme: string, name: string, content: string): string {
  const mark = `<!-- generated: ${name} -->`;
  const [before, rest] = readme.split(mark);
  const after = rest?.split('<!-- /generated -->').slice(1).join('<!-- /generated -->');
  if (before === undefined || after === undefined) throw new Error(`README.md has no section ${mark}`);
  return `${before}${mark}\n${content}\n<!-- /generated -->${after}`;
}
