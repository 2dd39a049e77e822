/** What a lab can be made of: child processes of this machine, or containers. */
export const RUNTIMES = ['process', 'docker'] as const;

export type Runtime = (typeof RUNTIMES)[number];
