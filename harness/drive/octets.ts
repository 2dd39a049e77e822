/** By byte: 1 where it may stand in a header name (RFC 9110, 5.6.2). */
export const TOKEN: Uint8Array = tableOf((byte) => /^[!#$%&'*+\-.^_`|~0-9A-Za-z]$/.test(String.fromCharCode(byte)));

/** By byte: 1 where it may stand in a header value or a reason phrase (RFC 9110, 5.5): text, blanks and bytes above ASCII. */
export const TEXT: Uint8Array = tableOf((byte) => byte === 9 || (byte >= 32 && byte !== 127));

function tableOf(isIn: (byte: number) => boolean): Uint8Array {
  return Uint8Array.from({ length: 256 }, (_, byte) => (isIn(byte) ? 1 : 0));
}
