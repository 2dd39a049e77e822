import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The `load_module` line that the nginx of this machine needs for its stream module; empty where it is built in, and where there is no
 * nginx, which whoever starts it says better.
 *
 * @throws Error telling how to get the module where it is missing
 */
export function streamModuleLine(): string {
  const { stderr, error } = spawnSync('nginx', ['-V'], { encoding: 'utf8', timeout: 10_000 });
  if (error !== undefined) return '';
  if (/--with-stream(?=\s|$)/.test(stderr)) return '';
  const file = join(/--modules-path=(\S+)/.exec(stderr)?.[1] ?? '', 'ngx_stream_module.so');
  if (stderr.includes('--with-stream=dynamic') && existsSync(file)) return `load_module ${file};`;
  throw new Error('lab: this nginx has no stream module; apt-get install libnginx-mod-stream, or --runtime docker');
}
