import { COMMANDS } from '../harness/cli/commands/commands.ts';
import { OPTIONS } from '../harness/cli/options.ts';

/** The README's option table, from the one list of options. */
export function optionsTable(): string {
  const rows = Object.entries(OPTIONS).map(([name, option]) => {
    const alias = 'alias' in option ? `, \`${option.alias.length === 1 ? '-' : '--'}${option.alias}\`` : '';
    const value = 'value' in option ? ` ${option.value}` : '';
    const initial = 'initial' in option ? ` (${option.initial})` : '';
    const verbs = COMMANDS.filter((command) => (command.options as readonly string[]).includes(name)).map(
      (command) => command.verb,
    );
    return `| \`--${name}${value}\`${alias} | ${`${option.describe}${initial}`.replaceAll('|', '\\|')} | ${verbs.join(', ')} |`;
  });
  return ['| option | meaning (default) | for |', '|---|---|---|', ...rows].join('\n');
}

/** A report as the README shows it: what changes from run to run (port, time) is replaced by what the README always shows. */
export function steadyReport(report: string): string {
  return report
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
