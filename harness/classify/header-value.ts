const EMPTY: Buffer = Buffer.alloc(0);
const SEPARATOR = Buffer.from(', ');

/** Header names compare without regard to case; `lowerName` is in lower case. */
const isNamed = (name: Buffer, lowerName: Buffer): boolean => {
  if (name.length !== lowerName.length) {
    return false;
  }
  for (let index = 0; index < name.length; index += 1) {
    const byte = name[index] ?? 0;
    const lower = byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte;
    if (lower !== lowerName[index]) {
      return false;
    }
  }
  return true;
};

/**
 * The value of a header in raw lines (name, value, name, value, …), undecoded; empty when there is none. Several lines of one name are one
 * value joined by commas (RFC 9110, 5.3): two versions that both marked an answer must show, not hide each other.
 */
export const headerValue = (headers: readonly Buffer[], lowerName: Buffer): Buffer => {
  let value: Buffer = EMPTY;
  let isFound = false;
  for (let index = 0; index + 1 < headers.length; index += 2) {
    const name = headers[index];
    const line = headers[index + 1];
    if (name !== undefined && line !== undefined && isNamed(name, lowerName)) {
      value = isFound ? Buffer.concat([value, SEPARATOR, line]) : line;
      isFound = true;
    }
  }
  return value;
};
