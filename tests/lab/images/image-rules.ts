import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { REPOSITORY } from '../run-program.ts';
import { dockerPrints, imageConfig } from './docker.ts';

/** Node itself is about 125 MB; with a distribution below it an image is far above this. */
const SIZE_LIMIT_BYTES = 180e6;

/** What every image of ours keeps: numeric user without rights, exec form, small, labels that agree with the packages. */
export async function assertImageRules(image: string, folder: string): Promise<void> {
  const config = await imageConfig(image);
  const manifest = JSON.parse(readFileSync(join(REPOSITORY, folder, 'package.json'), 'utf8'));
  assert.match(config.User, /^[1-9]\d+:[1-9]\d+$/, 'a name cannot be checked by runAsNonRoot');
  assert.equal(config.Entrypoint[0], 'node');
  assert.equal(config.StopSignal, 'SIGTERM');
  assert.equal(config.Labels['org.opencontainers.image.version'], manifest.version);
  assert.equal(config.Labels['org.opencontainers.image.licenses'], manifest.license);
  assert.equal(config.Labels['org.opencontainers.image.description'], manifest.description);
  assert.ok(config.Labels['org.opencontainers.image.title']);
  const sizeBytes = Number(await dockerPrints('image', 'inspect', '--format', '{{.Size}}', image));
  assert.ok(sizeBytes < SIZE_LIMIT_BYTES, `${image} has ${sizeBytes} bytes`);
}
