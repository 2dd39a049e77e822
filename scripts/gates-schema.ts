// Writes harness/expect/gates.schema.json from the one list of options; a test holds the file against it.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gatesSchema } from './gates-schema-text.ts';

writeFileSync(fileURLToPath(new URL('../harness/expect/gates.schema.json', import.meta.url)), gatesSchema());
