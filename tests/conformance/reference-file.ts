import { readFileSync } from 'node:fs';

export type JsonRecord = Readonly<Record<string, unknown>>;

/** One case of a reference file, checked to have the parts every kind needs. */
export interface ReferenceCase {
  readonly id: string;
  readonly kind: string;
  readonly input: JsonRecord;
  readonly expect: JsonRecord;
  readonly tol: unknown;
}

/** A case, or why it cannot be run. */
export type ReadCase =
  | { readonly ok: true; readonly case: ReferenceCase }
  | { readonly ok: false; readonly id: string; readonly why: string };

export interface ReferenceFile {
  readonly tolerance: JsonRecord;
  readonly cases: readonly ReadCase[];
}

/** The file cannot be used at all; its message names the file and what is wrong. */
export class FileError extends Error {}

const SCHEMA = 'weighbridge-stats-reference/1';

export const isRecord = (value: unknown): value is JsonRecord =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const readCase = (value: unknown, index: number): ReadCase => {
  const id = isRecord(value) && typeof value.id === 'string' ? value.id : `case ${index + 1}`;
  if (!isRecord(value) || typeof value.kind !== 'string') {
    return { ok: false, id, why: 'is not an object with a kind' };
  }
  const { kind, input, expect, tol } = value;
  if (!isRecord(input) || !isRecord(expect) || Object.keys(expect).length === 0) {
    return { ok: false, id, why: 'needs an input and at least one expected field' };
  }
  return { ok: true, case: { id, kind: String(kind), input, expect, tol } };
};

const parse = (path: string): unknown => {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new FileError(`${path} cannot be read: ${(error as Error).message}`);
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new FileError(`${path} is not JSON: ${(error as Error).message}`);
  }
};

/** Reads a reference file. Throws a FileError when it is unreadable, of another schema or without cases. */
export const readReferenceFile = (path: string): ReferenceFile => {
  const content = parse(path);
  if (!isRecord(content) || content.schema !== SCHEMA) {
    throw new FileError(`${path} is not of schema ${SCHEMA}`);
  }
  const { cases, tolerance } = content;
  if (!Array.isArray(cases) || cases.length === 0) {
    throw new FileError(`${path} has no cases`);
  }
  return { tolerance: isRecord(tolerance) ? tolerance : {}, cases: cases.map(readCase) };
};
