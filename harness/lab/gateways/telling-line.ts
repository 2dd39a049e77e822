/** How Envoy, HAProxy and nginx mark what ended them. */
const FATAL = /\[(?:critical|ALERT|emerg)\]/;

/**
 * The line that says why a gateway ended: the first that it marks as fatal. Those after it repeat it (nginx tries a port five times) or
 * only sum up (`Fatal errors found in configuration.` of HAProxy). Null when no line is marked.
 */
export const tellingLine = (output: string): string | null =>
  output
    .split('\n')
    .find((line) => FATAL.test(line))
    ?.trim() ?? null;

/** The last line of what a program has printed. */
export const lastLine = (output: string): string => output.trimEnd().split('\n').at(-1)?.trim() ?? '';
