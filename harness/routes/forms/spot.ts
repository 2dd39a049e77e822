import { type FieldPath, pathText } from './field-path.ts';

/** Where a field should stand, and how it is spelt there: a rule takes it for what it was meant to be. */
export type Misspelt = ReadonlyMap<string, string>;

/**
 * A place in an object and what stands there, for rules that a schema cannot say. Whatever has another shape than a rule expects reads as
 * not written: the schema has already said so.
 */
export class Spot {
  readonly path: FieldPath;
  readonly value: unknown;
  readonly #misspelt: Misspelt;

  constructor(path: FieldPath, value: unknown, misspelt: Misspelt = new Map()) {
    this.path = path;
    this.value = value;
    this.#misspelt = misspelt;
  }

  at(...keys: readonly string[]): Spot {
    return keys.reduce((spot: Spot, key) => spot.#step(key), this);
  }

  #step(key: string): Spot {
    if (!isFields(this.value)) return new Spot([...this.path, key], undefined, this.#misspelt);
    const written = Object.hasOwn(this.value, key) ? key : this.#writtenFor(key);
    const value = Object.hasOwn(this.value, written) ? this.value[written] : undefined;
    return new Spot([...this.path, written], value ?? undefined, this.#misspelt);
  }

  #writtenFor(key: string): string {
    return this.#misspelt.size === 0 ? key : (this.#misspelt.get(pathText([...this.path, key])) ?? key);
  }

  get isSet(): boolean {
    return this.value !== undefined;
  }

  has(key: string): boolean {
    return this.at(key).isSet;
  }

  /** Nothing, or a list of nothing; not something of another kind, which the schema has refused. */
  get isEmpty(): boolean {
    return !this.isSet || this.isEmptyList;
  }

  get isEmptyList(): boolean {
    return Array.isArray(this.value) && this.value.length === 0;
  }

  get items(): readonly Spot[] {
    return Array.isArray(this.value)
      ? this.value.map((item: unknown, index) => new Spot([...this.path, index], item, this.#misspelt))
      : [];
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
