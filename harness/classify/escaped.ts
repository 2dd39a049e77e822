/** Controls, line separators, direction overrides and lone surrogates: what could forge a line or confuse a terminal. */
const UNSAFE = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu;
const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

const visible = (character: string): string =>
  SHORT[character] ?? `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`;

/** Any text as one line of at most `longest` characters (200 unless given), ending in `…` when cut, that no terminal acts on. */
export const escaped = (text: string, longest = 200): string => {
  // Escapes make text longer, never shorter: what is beyond the limit before cannot be inside it after.
  const line = text.slice(0, longest + 1).replaceAll(UNSAFE, visible);
  if (line.length <= longest && text.length <= longest) {
    return line;
  }
  const cut = line.slice(0, longest - 1);
  return `${cut.isWellFormed() ? cut : cut.slice(0, -1)}…`;
};
