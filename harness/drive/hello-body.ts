import type { HelloRequest } from './hello-message.ts';

/** Who asks, when nobody says. */
const USUAL: HelloRequest = { name: 'weighbridge', replies: 0, pauseMs: 0 };
/** Most of a `uint32`. */
const HIGHEST = 2 ** 32 - 1;
/** Every field by the names that protobuf's JSON has for it: as in the .proto file, and in lowerCamelCase. */
const FIELDS: Readonly<Record<string, keyof HelloRequest>> = {
  name: 'name',
  replies: 'replies',
  pause_ms: 'pauseMs',
  pauseMs: 'pauseMs',
};
const EXAMPLE = 'write the fields of HelloRequest as JSON, such as {"name":"eric","replies":3,"pause_ms":10}';

/**
 * Reads a request for weighbridge's own service from JSON; null asks for the usual one, and so does every field that is not there.
 * Throws a RangeError with what is wrong and what to write, on one line.
 */
export function helloRequestOf(body: string | null): HelloRequest {
  if (body === null) return USUAL;
  const fields: Partial<Record<keyof HelloRequest, string | number>> = {};
  for (const [name, value] of Object.entries(objectOf(body))) {
    const field = Object.hasOwn(FIELDS, name) ? FIELDS[name] : undefined;
    if (field === undefined) throw new RangeError(`HelloRequest has no field ${quoted(name)}; it has name, replies and pause_ms`);
    if (Object.hasOwn(fields, field)) throw new RangeError('pause_ms and pauseMs are the same field; write one of them');
    fields[field] = field === 'name' ? textOf(name, value) : numberOf(name, value);
  }
  return { ...USUAL, ...(fields as Partial<HelloRequest>) };
}

function objectOf(body: string): object {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    throw new RangeError(`this is not JSON; ${EXAMPLE}`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new RangeError(`this is JSON but no object; ${EXAMPLE}`);
  return value;
}

function textOf(name: string, value: unknown): string {
  // Half a surrogate pair has no UTF-8, and what would be sent in its place nobody wrote.
  if (typeof value !== 'string' || !value.isWellFormed())
    throw new RangeError(`${name} is ${quoted(value)}; write a text, such as "eric"`);
  return value;
}

function numberOf(name: string, value: unknown): number {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0 || value > HIGHEST)
    throw new RangeError(`${name} is ${quoted(value)}; write a whole number from 0 to ${HIGHEST}`);
  return value;
}

/** On one line, and short: JSON escapes line breaks, and what else a terminal would act on. */
function quoted(value: unknown): string {
  const text = JSON.stringify(value).replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '�');
  return text.length <= 60 ? text : `${text.slice(0, 59).toWellFormed()}…`;
}
