/** Whether something matches: `unknown` where the probe does not say, or nothing can be said about a pattern. */
export type Fit = 'yes' | 'no' | 'unknown';

export const fitOf = (matches: boolean): Fit => (matches ? 'yes' : 'no');

export const opposite = (fit: Fit): Fit => (fit === 'unknown' ? fit : fitOf(fit === 'no'));
