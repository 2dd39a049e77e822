// Builds what `npm pack` publishes: harness/dist with the compiled harness and, for labs, the services and the scenarios.
import { execFileSync } from 'node:child_process';
import { cpSync, globSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { keepPublicTypes } from './public-types.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = `${root}harness/dist`;
rmSync(dist, { recursive: true, force: true });
execFileSync(process.execPath, [`${root}node_modules/typescript/bin/tsc`, '--project', `${root}tsconfig.build.json`], {
  stdio: 'inherit',
});
keepPublicTypes(dist, `${dist}/harness/api/index.d.ts`);
cpSync(`${root}manifests`, `${dist}/manifests`, { recursive: true });
for (const schema of globSync('harness/*/*.schema.json', { cwd: root })) {
  cpSync(`${root}${schema}`, `${dist}/${schema}`);
}
writeFileSync(`${dist}/harness/cli/build.json`, `${JSON.stringify({ commit: commit() })}\n`);

/** The commit that is built, marked when files differ from it; null where git does not know, as in a downloaded archive. */
function commit(): string | null {
  try {
    const described = execFileSync('git', ['describe', '--always', '--abbrev=12', '--dirty=+changes', '--exclude=*'], {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return described.trim();
  } catch {
    return null;
  }
}
