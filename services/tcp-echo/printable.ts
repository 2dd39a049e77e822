/** What a terminal or a reader could take for something else: controls (C0, DEL, C1), bidi overrides, invisible formats, line separators. */
const UNSAFE = /[\p{C}\p{Zl}\p{Zp}]/gu;

const SHORT_ESCAPES = new Map([
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
]);

// Without ignoreBOM the decoder would swallow a leading byte order mark.
const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** `text` with every unsafe character written as `\n`, `\x1b` or `\u{202e}`. Backslashes stay as they are: for the operator's own words. */
export function withoutControls(text: string): string {
  return text.replace(UNSAFE, (character) => SHORT_ESCAPES.get(character) ?? escapeCodePoint(character.codePointAt(0) ?? 0));
}

/**
 * Bytes from a peer as text that is safe to print and stands for these bytes only. Well-formed UTF-8 stays readable, with unsafe
 * characters and backslashes escaped; in anything else every byte from 0x80 up is escaped, so `\x85` is a byte and `\u{85}` a character.
 */
export function printableBytes(bytes: Uint8Array): string {
  const text = decodeUtf8(bytes);
  if (text !== null) return withoutControls(text.replaceAll('\\', '\\\\'));
  return Array.from(bytes, printableByte).join('');
}

function decodeUtf8(bytes: Uint8Array): string | null {
  try {
    return strictUtf8.decode(bytes);
  } catch {
    return null;
  }
}

function printableByte(byte: number): string {
  if (byte >= 0x80) return `\\x${byte.toString(16)}`;
  return byte === 0x5c ? '\\\\' : withoutControls(String.fromCharCode(byte));
}

function escapeCodePoint(codePoint: number): string {
  const digits = codePoint.toString(16);
  return codePoint < 0x80 ? `\\x${digits.padStart(2, '0')}` : `\\u{${digits}}`;
}
