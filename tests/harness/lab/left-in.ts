import { readdirSync } from 'node:fs';

/** What labs have left in a folder for temporary files; Node keeps a cache of its own there. */
export const leftIn = (folder: string): readonly string[] => readdirSync(folder).filter((name) => name.startsWith('weighbridge'));
