import { usageError } from './usage-error.ts';

/**
 * Reads the path of a request, with its query if it has one: `/reviews/1?all=true`. Kept as written, because rules compare it as it is
 * sent. Throws a RangeError of one line naming `flag`, the value and the fix.
 */
export const parseRequestPath = (text: string, flag: string): string => {
  if (!text.startsWith('/')) {
    throw usageError(flag, text, 'a path begins with /', 'write it as it is sent, such as /reviews/1');
  }
  if (/[\s\p{Cc}#]/u.test(text)) {
    throw usageError(flag, text, 'a path holds no blanks, control characters or fragments', 'percent-encode them');
  }
  return text;
};
