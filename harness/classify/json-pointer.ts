/** The steps of a JSON pointer (RFC 6901), decoded; null when the text is not one. `/a~1b/0` gives `a/b`, `0`. */
export const pointerSteps = (pointer: string): string[] | null => {
  if (!pointer.startsWith('/') || /~(?![01])/.test(pointer)) {
    return null;
  }
  return pointer
    .slice(1)
    .split('/')
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
};

const stepInto = (value: unknown, step: string): unknown => {
  if (typeof value !== 'object' || value === null) {
    return undefined;
  }
  // RFC 6901 section 4: an index has no leading zeros. Inherited names such as `constructor` are not members.
  const isMember = Array.isArray(value)
    ? /^(?:0|[1-9][0-9]*)$/.test(step) && Object.hasOwn(value, step)
    : Object.hasOwn(value, step);
  return isMember ? (value as Record<string, unknown>)[step] : undefined;
};

/** A number as it stands in the document. Version 1.10 is not version 1.1, which is what a parsed number would print. */
class NumberText {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
  toJSON(): number {
    return Number(this.text);
  }
}

const keepNumberText = (_key: string, value: unknown, context?: { readonly source?: string }): unknown =>
  typeof value === 'number' ? new NumberText(context?.source ?? String(value)) : value;

const asText = (value: unknown): string | null => {
  if (value === undefined || value === null) {
    return null;
  }
  if (value instanceof NumberText) {
    return value.text;
  }
  return typeof value === 'string' ? value : JSON.stringify(value);
};

/**
 * The value at `steps` of a JSON document as text: strings and numbers as they stand there, objects and arrays as compact JSON. Null when
 * the text is not JSON (also when it was cut at 64 KiB), nothing is there, or the value is null.
 */
export const textAt = (document: string, steps: readonly string[]): string | null => {
  try {
    return asText(steps.reduce(stepInto, JSON.parse(document, keepNumberText) as unknown));
  } catch {
    // Not JSON, or nested so deeply that walking it would overflow the stack: either way no version can be read.
    return null;
  }
};
