import type { FieldPath } from './field-path.ts';

/**
 * A place in an object and what stands there, for rules that a schema cannot say. Whatever has another shape than a rule expects reads as
 * not written: the schema has already said so.
 */
export class Spot {
  readonly path: FieldPath;
  readonly value: unknown;

  constructor(path: FieldPath, value: unknown) {
    this.path = path;
    this.value = value;
  }

  at(...keys: readonly string[]): Spot {
    return keys.reduce((spot: Spot, key) => spot.#step(key), this);
  }

  #step(key: string): Spot {
    const value = isFields(this.value) && Object.hasOwn(this.value, key) ? this.value[key] : undefined;
    return new Spot([...this.path, key], value ?? undefined);
  }

  get isSet(): boolean {
    return this.value !== undefined;
  }

  has(key: string): boolean {
    return this.at(key).isSet;
  }

  get items(): readonly Spot[] {
    return Array.isArray(this.value) ? this.value.map((item: unknown, index) => new Spot([...this.path, index], item)) : [];
  }

  /** The fields of a map with free names. */
  get fields(): readonly (readonly [key: string, field: Spot])[] {
    return isFields(this.value) ? Object.keys(this.value).map((key) => [key, this.at(key)] as const) : [];
  }

  get text(): string | null {
    return typeof this.value === 'string' ? this.value : null;
  }

  /** A text that says something: Go types cannot tell an empty one from none. */
  get words(): string | null {
    return this.text === '' ? null : this.text;
  }

  get number(): number | null {
    return typeof this.value === 'number' ? this.value : null;
  }

  get isTrue(): boolean {
    return this.value === true;
  }
}

const isFields = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
