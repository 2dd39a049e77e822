import { maskSecrets } from '../expect/mask-secrets.ts';
import type { Typed } from './read-arguments.ts';

/** A word that a shell leaves as it is. */
const PLAIN = /^[\w@%+=:,./-]+$/;

/**
 * A command as somebody may type it again: long option names, words quoted for a POSIX shell, values of headers that carry secrets
 * replaced. What npm took for itself is back in its place.
 */
export function commandText(verb: string, { positionals, options }: Typed): string {
  const words = [...options].flatMap(([name, values]) =>
    values.flatMap((value) => {
      if (typeof value === 'boolean') return [`--${value ? '' : 'no-'}${name}`];
      return [`--${name}`, quoted(name === 'header' ? masked(value) : value)];
    }),
  );
  return ['weighbridge', verb, ...positionals.map(quoted), ...words].join(' ');
}

function quoted(word: string): string {
  return PLAIN.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

function masked(header: string): string {
  const end = header.indexOf(':');
  const [pair] = maskSecrets({ headers: [[header.slice(0, end).trim(), header.slice(end + 1).trim()]] }).headers;
  return pair === undefined ? header : `${pair[0]}: ${pair[1]}`;
}
