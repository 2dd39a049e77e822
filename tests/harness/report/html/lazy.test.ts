import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { it } from 'node:test';

/** The drawing libraries that a process loads while it runs `program`. */
function loadedBy(program: string): string {
  const watched = `
    import { registerHooks } from 'node:module';
    const seen = new Set();
    registerHooks({ load(url, context, next) { for (const [name] of url.matchAll(/@observablehq\\/plot|linkedom/g)) seen.add(name); return next(url, context); } });
    ${program}
    process.stdout.write([...seen].sort().join());`;
  const child = spawnSync(process.execPath, ['--input-type=module', '-e', watched], { encoding: 'utf8' });
  assert.equal(child.status, 0, child.stderr);
  return child.stdout;
}

it('a command that makes no page does not load what draws', () => {
  assert.equal(loadedBy(`await import('./harness/report/formats.ts');`), '');
  assert.equal(loadedBy(`await import('./harness/report/html/charts.ts');`), '@observablehq/plot,linkedom');
});
