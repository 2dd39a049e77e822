import type { Family } from './family.ts';
import { NEIGHBOURS } from './neighbours.ts';
import { PLAIN } from './plain.ts';
import { SEQUENTIAL } from './sequential.ts';
import { TOLERANCE } from './tolerance.ts';

/** Everything that is calibrated: one file per family, tested and printed alike. */
export const FAMILIES: readonly Family[] = [NEIGHBOURS, PLAIN, TOLERANCE, SEQUENTIAL];
