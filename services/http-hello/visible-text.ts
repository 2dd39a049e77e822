// Control characters, line and paragraph separators, and the marks that reorder text on a terminal. Joiners stay: scripts need them.
const UNSEEN = /[\p{Cc}\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu;

// What gives a greeting chain its shape; the backslash is among them so that an escape cannot be faked.
const CHAIN_SHAPE = /[\\<()[\]|]/g;

/** One character as `\x0a` or `\u202e`. */
function escapeCharacter(character: string): string {
  const code = character.charCodeAt(0);
  return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`;
}

/** Any text as one line that is safe on a terminal: control characters and text-direction marks become `\x0a`, `\u202e`. */
export function visible(text: string): string {
  return text.replace(UNSEEN, escapeCharacter);
}

/** `visible`, and nothing left that a greeting chain is built from: a name such as `x<-(y)` comes out as `x\x3c-\x28y\x29`. */
export function inert(text: string): string {
  return visible(text.replace(CHAIN_SHAPE, escapeCharacter));
}

/** A value quoted for an error message: one line, at most 80 characters of it. */
export function quoted(text: string): string {
  return `"${visible(text.length > 80 ? `${text.slice(0, 80)}…` : text)}"`;
}

/** JSON on one line; also escapes what `JSON.stringify` leaves raw (DEL, C1 controls, separators, direction marks). */
export function oneLineJson(value: unknown): string {
  return JSON.stringify(value).replace(UNSEEN, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
