import { compareRecord } from './compare.ts';
import { CaseInput } from './input.ts';
import { KINDS } from './kinds.ts';
import type { JsonRecord, ReadCase } from './reference-file.ts';

/** Runs one case; returns a line per field that is not as expected, none when the case passes. */
export const checkCase = (read: ReadCase, fileTolerance: JsonRecord): readonly string[] => {
  if (!read.ok) {
    return [`${read.id} ${read.why}`];
  }
  const { id, kind, input, expect, tol } = read.case;
  const run = Object.hasOwn(KINDS, kind) ? KINDS[kind] : undefined;
  if (run === undefined) {
    return [`${id} ${kind}: unknown kind`];
  }
  const caseInput = new CaseInput(input);
  try {
    const got = run(caseInput, expect);
    const unread = caseInput.unread().map((name) => `${id} ${kind}: input ${name} is not understood`);
    const mismatches = compareRecord(got, expect, { file: fileTolerance, own: tol });
    return [...unread, ...mismatches.map(({ field, text }) => `${id} ${kind} ${field}: ${text}`)];
  } catch (error) {
    return [`${id} ${kind}: ${(error as Error).message}`];
  }
};
