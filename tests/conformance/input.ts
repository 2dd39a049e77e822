import { exactWeights } from '../../harness/stats/exact-weights.ts';
import type { JsonRecord } from './reference-file.ts';

/** Reads the input of one case and notices fields that nobody asked for: they would change the meaning of the case. */
export class CaseInput {
  readonly #fields: JsonRecord;
  readonly #read = new Set<string>();
  constructor(fields: JsonRecord) {
    this.#fields = fields;
  }

  has(name: string): boolean {
    this.#read.add(name);
    return this.#fields[name] !== undefined && this.#fields[name] !== null;
  }

  raw(name: string): unknown {
    this.#read.add(name);
    return this.#fields[name];
  }

  /** A number, also one written as decimal text. */
  number(name: string, fallback?: number): number {
    const value = this.raw(name) ?? fallback;
    const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
    if (typeof number !== 'number' || Number.isNaN(number)) {
      throw new TypeError(`input ${name} is ${JSON.stringify(value)}, not a number`);
    }
    return number;
  }

  boolean(name: string, fallback: boolean): boolean {
    const value = this.raw(name) ?? fallback;
    if (typeof value !== 'boolean') {
      throw new TypeError(`input ${name} is ${JSON.stringify(value)}, not true or false`);
    }
    return value;
  }

  array(name: string): readonly unknown[] {
    const value = this.raw(name);
    if (!Array.isArray(value)) {
      throw new TypeError(`input ${name} is not an array`);
    }
    return value;
  }

  numbers(name: string): readonly number[] {
    return this.array(name).map((value) => {
      if (typeof value !== 'number') {
        throw new TypeError(`input ${name} holds ${JSON.stringify(value)}, not only numbers`);
      }
      return value;
    });
  }

  table(name: string): readonly (readonly number[])[] {
    return this.array(name).map((row) => {
      if (!Array.isArray(row) || !row.every((value) => typeof value === 'number')) {
        throw new TypeError(`input ${name} is not a table of numbers`);
      }
      return row;
    });
  }

  /** Weights as decimal texts, whether they were written as numbers or as text. */
  weightTexts(name = 'weights'): readonly string[] {
    return this.array(name).map(decimalText);
  }

  /** Weights as exact integers. */
  units(name = 'weights'): readonly bigint[] {
    return exactWeights(this.weightTexts(name)).units;
  }

  /** A string of digits, one request each. */
  sequence(name: string): readonly number[] {
    const value = this.raw(name);
    if (Array.isArray(value)) {
      return this.numbers(name);
    }
    if (typeof value !== 'string' || !/^[0-9]*$/.test(value)) {
      throw new TypeError(`input ${name} is not a string of digits`);
    }
    return [...value].map(Number);
  }

  /** One tolerance in points for all versions, one per version, or none. */
  tolerancePoints(): number | readonly number[] | null {
    if (!this.has('delta_pp')) {
      return null;
    }
    return Array.isArray(this.raw('delta_pp')) ? this.numbers('delta_pp') : this.number('delta_pp');
  }

  /** Fields that were given but never read. */
  unread(): readonly string[] {
    return Object.keys(this.#fields).filter((name) => !this.#read.has(name));
  }
}

/** 1e-7 as `0.0000001`: JSON numbers may use exponents, weights do not. */
export const decimalText = (value: unknown): string => {
  const text = String(value);
  const match = /^([0-9]+)(?:\.([0-9]+))?e([+-][0-9]+)$/i.exec(text);
  if (match === null) {
    return text;
  }
  const [whole = '', fraction = '', exponent = 0] = [match[1], match[2], Number(match[3])];
  const digits = whole + fraction;
  const point = whole.length + exponent;
  if (point <= 0) {
    return `0.${'0'.repeat(-point)}${digits}`;
  }
  return point >= digits.length ? digits.padEnd(point, '0') : `${digits.slice(0, point)}.${digits.slice(point)}`;
};
