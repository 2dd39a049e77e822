// Writes the generated parts of README.md: the two reports, from real runs of the embedded lab, what routes answer, the comparison
// with other checks, and the option table.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { comparisonTable, fillSection, optionsTable, steadyReport } from './readme-sections.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** A command line as typed, and what it prints. */
function transcript(args: readonly string[]): string {
  const { stdout } = spawnSync(process.execPath, [`${root}harness/bin.js`, ...args], { cwd: root, encoding: 'utf8' });
  return `\`\`\`\n$ npx weighbridge ${args.join(' ')}\n\n${steadyReport(stdout)}\n\`\`\``;
}

let readme = readFileSync(`${root}README.md`, 'utf8');
readme = fillSection(readme, 'fail', transcript(['verify', '--expect', '80,20', '--actual', '60,40']));
readme = fillSection(readme, 'pass', transcript(['verify', '--expect', '80,20']));
readme = fillSection(
  readme,
  'routes',
  transcript(['routes', 'manifests/hello-vm/istio', '--host', 'hello2-svc.http-reciprocal-hello', '--path', '/hello/eric']),
);
readme = fillSection(readme, 'comparison', comparisonTable());
readme = fillSection(readme, 'options', optionsTable());
writeFileSync(`${root}README.md`, readme);
