const LONGEST = 200;

/**
 * Makes the words of an error safe to print and to save: one line, at most 200 characters. Line breaks and runs of
 * blanks become one blank; control characters, line separators and text-direction marks become `\xNN` or `\u{N}`,
 * because an error can quote bytes that the target chose.
 */
export function oneLine(text: string): string {
  // Cut before escaping too: an error may carry megabytes of the peer's text.
  const line = text
    .slice(0, LONGEST * 4)
    .toWellFormed()
    .replace(/\s+/gu, ' ')
    .trim()
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, escapeCharacter);
  return line.length <= LONGEST ? line : `${line.slice(0, LONGEST - 1).toWellFormed()}…`;
}

function escapeCharacter(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return code < 256 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u{${code.toString(16)}}`;
}
