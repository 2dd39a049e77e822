const SHOWN_CHARACTERS = 80;
/** Controls, line separators, direction overrides and lone surrogates: what could forge a line or confuse a terminal. */
const UNSAFE = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu;

const escaped = (character: string): string => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`;

/** A piece of somebody's input in double quotes: one line, at most about 80 characters, nothing a terminal would act on. */
export const shown = (value: string): string => {
  const cut = value.length > SHOWN_CHARACTERS ? `${value.slice(0, SHOWN_CHARACTERS)}…` : value;
  return `"${cut.replaceAll(UNSAFE, escaped)}"`;
};
