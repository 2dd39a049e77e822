import type { Place } from '../../model/place.ts';
import type { Problem } from '../../model/routes-report.ts';
import { error } from '../problem.ts';
import { isMapValue, shownValue, type YamlDocument } from './yaml-documents.ts';

type Path = readonly (string | number)[];

/**
 * The fields of one map of a file that no schema describes. A value of the wrong type is noted as a problem and then taken for missing.
 */
export class Fields {
  readonly value: Readonly<Record<string, unknown>>;
  readonly problems: Problem[];
  readonly #owner: string;
  readonly #document: YamlDocument;
  readonly #path: Path;

  /** @param problems gets what is wrong */
  constructor(owner: string, value: Readonly<Record<string, unknown>>, document: YamlDocument, path: Path, problems: Problem[]) {
    this.value = value;
    this.problems = problems;
    this.#owner = owner;
    this.#document = document;
    this.#path = path;
  }

  /** The line of a field, or of the map itself. */
  place(...path: Path): Place {
    return this.#document.placeOf(...this.#path, ...path);
  }

  /** A text; null where none is written. */
  text(field: string): string | null {
    const value = this.value[field];
    if (typeof value === 'string' || value === undefined || value === null) return value ?? null;
    return this.#refuse([field], value, 'a text', 'write it in quotes');
  }

  /** True or false; false where it is not written. */
  flag(field: string): boolean {
    const value = this.value[field] ?? false;
    return typeof value === 'boolean' ? value : this.#refuse([field], value, 'true or false', 'write true or false') === true;
  }

  /** A whole number from 0; null where none is written. */
  whole(field: string): number | null {
    const value = this.value[field];
    if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
    return this.#refuse([field], value, 'a whole number', 'write a number from 0');
  }

  /** The maps of a list; empty where it is not written. */
  items(field: string): readonly Fields[] {
    return this.#list(field).flatMap((item, index) => {
      if (isMapValue(item)) return [new Fields(this.#owner, item, this.#document, [...this.#path, field, index], this.problems)];
      this.#refuse([field, index], item, 'a map', 'write the fields of a map');
      return [];
    });
  }

  /** One map; null where none is written. */
  map(field: string): Fields | null {
    const value = this.value[field];
    if (isMapValue(value)) return new Fields(this.#owner, value, this.#document, [...this.#path, field], this.problems);
    return value === undefined || value === null ? null : this.#refuse([field], value, 'a map', 'write the fields of a map');
  }

  /** The texts of a list. */
  texts(field: string): readonly { readonly text: string; readonly place: Place }[] {
    return this.#list(field).flatMap((item, index) => {
      if (typeof item === 'string' && item !== '') return [{ text: item, place: this.place(field, index) }];
      this.#refuse([field, index], item, 'a text', 'write a text');
      return [];
    });
  }

  /** A map whose values are all texts. */
  textMap(field: string): Readonly<Record<string, string>> {
    const texts: Record<string, string> = Object.create(null);
    for (const [key, value] of Object.entries(this.map(field)?.value ?? {})) {
      if (typeof value === 'string') texts[key] = value;
      else this.#refuse([field, key], value, 'a text', 'write it in quotes');
    }
    return texts;
  }

  #list(field: string): readonly unknown[] {
    const value = this.value[field] ?? [];
    if (Array.isArray(value)) return value;
    this.#refuse([field], value, 'a list', 'write a list, each item behind a dash');
    return [];
  }

  #refuse(path: Path, value: unknown, wanted: string, fix: string): null {
    const what = value === undefined ? 'missing' : `${shownValue(value)} where ${wanted} belongs`;
    this.problems.push(error('invalid-field', this.place(...path), `${this.#owner}: ${path.join('.')} is ${what}`, fix));
    return null;
  }
}
