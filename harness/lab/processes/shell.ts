import { existsSync } from 'node:fs';

/** The shell that guards children; null where there is none. Such a machine is a lean container, in which nothing outlives process 1. */
export const SHELL = existsSync('/bin/sh') ? '/bin/sh' : null;
