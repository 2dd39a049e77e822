import type { Rule } from './rules.ts';

/** Rules of every kind that has some, by group and kind. */
export const RULES: Readonly<Record<string, readonly Rule[]>> = {};
