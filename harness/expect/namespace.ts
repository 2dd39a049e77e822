import { usageError } from './usage-error.ts';

/** Longest DNS label (RFC 1123), which a namespace must be. */
const LONGEST_NAMESPACE = 63;

/** Reads the name of a namespace. Throws a RangeError of one line naming `flag`, the value and the fix. */
export const parseNamespace = (text: string, flag: string): string => {
  if (text.length > LONGEST_NAMESPACE || !/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(text)) {
    throw usageError(flag, text, 'not the name of a namespace', 'write lower-case letters, digits and dashes, such as bookinfo');
  }
  return text;
};
