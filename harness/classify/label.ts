/** Most characters of an answer that a label keeps. */
const LONGEST = 200;

/** FNV-1a over UTF-16 code units, 32 bits as eight hexadecimal digits. */
const fingerprint = (text: string): string => {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return (hash >>> 0).toString(16).padStart(8, '0');
};

/**
 * What was read off an answer as a label: trimmed, never empty (null instead), at most 200 characters and then `…`. A label that is
 * cut ends in a fingerprint of the whole text, or two versions whose long answers differ only further on would count as one.
 */
export const labelFrom = (text: string | null): string | null => {
  const trimmed = text?.trim() ?? '';
  if (trimmed === '') {
    return null;
  }
  if (trimmed.length <= LONGEST) {
    return trimmed.toWellFormed();
  }
  return `${trimmed.slice(0, LONGEST - 9).toWellFormed()}#${fingerprint(trimmed)}…`;
};
