import type { TextTest } from '../../../routes/route-table.ts';

/**
 * A test of a whole text as a regular expression of PCRE, which nginx and HAProxy both use. Nothing but printable ASCII is in the result:
 * whatever stands in a manifest, it cannot end a line or a word of a configuration.
 *
 * @example textPattern({ kind: 'path-prefix', value: '/a/', ignoreCase: false }) === '^\\/a(?:\\/|$)'
 */
export function textPattern({ kind, value, ignoreCase }: TextTest): string {
  const text = literal(value);
  const flag = ignoreCase ? '(?i)' : '';
  switch (kind) {
    case 'exact':
      return `${flag}^${text}$`;
    case 'prefix':
      return `${flag}^${text}`;
    case 'suffix':
      return value.startsWith('*') ? `${flag}${hostPattern(value)}` : `${flag}${text}$`;
    case 'path-prefix':
      return value === '/' || value === '' ? '^' : `${flag}^${literal(value.replace(/\/$/, ''))}(?:\\/|$)`;
    case 'regex':
      // Envoy's `case_sensitive` leaves regular expressions alone. The group keeps `a|b` together.
      return `^(?:${printable(value)})$`;
    case 'present':
      return '.';
  }
}

/** A host pattern against a host in lower case: `*.example.com` fits any name below it and not `example.com`. */
export function hostPattern(pattern: string): string {
  if (pattern === '*') return '^';
  const name = pattern.toLowerCase();
  return name.startsWith('*') ? `^.+${literal(name.slice(1))}$` : `^${literal(name)}$`;
}

/** Whether a query has a parameter at all, with a value or without; names are compared as they were sent. */
export const hasParameter = (name: string): string => `(?:^|&)${literal(name)}(?:=|&|$)`;

/** The first value of a parameter, as group 1. */
export const firstValue = (name: string): string => `^(?:(?!${literal(name)}(?:=|&|$))[^&]*&)*${literal(name)}=([^&]*)`;

/** A text that means itself. */
export const literal = (text: string): string =>
  text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&').replace(/[^\x21-\x7e]+/g, (run) => byNumber(run));

/** A pattern whose spaces and control characters, escaped or not, are written by number; what is escaped otherwise stays. */
const printable = (pattern: string): string =>
  pattern.replace(/\\([\x21-\x7e])|\\?([^\x21-\x7e])/gu, (all, escaped, other) =>
    escaped === undefined ? byNumber(other) : all,
  );

/** PCRE reads bytes here, and so does Envoy. */
const byNumber = (text: string): string => Buffer.from(text).toString('hex').replace(/../g, '\\x$&');
