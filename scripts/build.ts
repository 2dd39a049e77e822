// Builds what `npm pack` publishes: harness/dist with the compiled harness and, for labs, the services and the scenarios.
import { execFileSync } from 'node:child_process';
import { cpSync, globSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
rmSync(`${root}harness/dist`, { recursive: true, force: true });
execFileSync(process.execPath, [`${root}node_modules/typescript/bin/tsc`, '--project', `${root}tsconfig.build.json`], {
  stdio: 'inherit',
});
cpSync(`${root}manifests`, `${root}harness/dist/manifests`, { recursive: true });
for (const schema of globSync('harness/*/*.schema.json', { cwd: root })) {
  cpSync(`${root}${schema}`, `${root}harness/dist/${schema}`);
}
