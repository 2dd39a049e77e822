// Writes harness/api/options.ts from the one list of options; a test holds the file against it. `biome format --write` makes it lie as the others do.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { apiOptions } from './api-options-text.ts';

writeFileSync(fileURLToPath(new URL('../harness/api/options.ts', import.meta.url)), apiOptions());
