import type { Place } from '../model/place.ts';
import type { ManifestObject } from './manifest-object.ts';

/**
 * A field of a manifest, written or not: its value and where it stands travel together, so that whoever reads it can name its line.
 * What has another shape than expected reads as not written; forms/ has already refused it.
 */
export class Field {
  readonly object: ManifestObject;
  readonly path: readonly (string | number)[];
  readonly value: unknown;

  constructor(object: ManifestObject, path: readonly (string | number)[], value: unknown) {
    this.object = object;
    this.path = path;
    this.value = value;
  }

  static spec(object: ManifestObject): Field {
    return new Field(object, [], object.value).at('spec');
  }

  /** A field below this one. Own properties only: a key such as `__proto__` is a key like any other. */
  at(key: string): Field {
    return new Field(
      this.object,
      [...this.path, key],
      isRecord(this.value) && Object.hasOwn(this.value, key) ? this.value[key] : undefined,
    );
  }

  /** Null counts as not written, as the API server drops it. */
  get isWritten(): boolean {
    return this.value !== undefined && this.value !== null;
  }

  get items(): readonly Field[] {
    return Array.isArray(this.value)
      ? this.value.map((item: unknown, index) => new Field(this.object, [...this.path, index], item))
      : [];
  }

  /** The fields of a map whose keys are free: headers, labels. */
  get fields(): readonly (readonly [name: string, field: Field])[] {
    return isRecord(this.value) ? Object.keys(this.value).map((key) => [key, this.at(key)]) : [];
  }

  /** Names of the fields that are written. */
  get keys(): readonly string[] {
    return this.fields.filter(([, field]) => field.isWritten).map(([key]) => key);
  }

  get text(): string | null {
    return typeof this.value === 'string' ? this.value : null;
  }

  get number(): number | null {
    return typeof this.value === 'number' && Number.isFinite(this.value) ? this.value : null;
  }

  get isTrue(): boolean {
    return this.value === true;
  }

  get texts(): readonly string[] {
    return this.items.flatMap((item) => item.text ?? []);
  }

  /** A map of texts, such as labels. Entries, because a plain object cannot hold every key. */
  get textMap(): ReadonlyMap<string, string> {
    return new Map(this.fields.flatMap(([key, field]) => (field.text === null ? [] : [[key, field.text] as const])));
  }

  get place(): Place {
    return this.object.placeOf(...this.path);
  }

  /** As people write it: `spec.http[0].route[1].weight`. */
  get where(): string {
    return this.path.map((step, index) => (typeof step === 'number' ? `[${step}]` : `${index === 0 ? '' : '.'}${step}`)).join('');
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
