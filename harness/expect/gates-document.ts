import { type Document, LineCounter, parseAllDocuments } from 'yaml';
import { shown } from '../text/shown.ts';

/** One YAML document and the place of each of its nodes. */
export interface GatesDocument {
  readonly document: Document.Parsed;
  /** `weighbridge.yaml:7`, for a node of the document; the first line for anything else. */
  readonly locate: (node: unknown) => string;
}

/** A fault of the file as one line: the place, what is wrong and what to write instead. */
export const misplaced = (place: string, problem: string, fix: string): RangeError =>
  new RangeError(`${place}: ${problem}; ${fix}`);

const startOf = (node: unknown): number =>
  typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range) ? Number(node.range[0]) : 0;

/**
 * Parses YAML 1.2 (JSON is YAML): `80,20` is a text there, and so is `1:2:3`.
 *
 * @throws RangeError with file and line: not YAML, a key twice, an unknown tag, nothing in it, more than one document
 */
export const parseGatesDocument = (text: string, file: string): GatesDocument => {
  const lines = new LineCounter();
  const documents: readonly Document.Parsed[] = parseAllDocuments(text, { lineCounter: lines, prettyErrors: false });
  const placeAt = (offset: number): string => `${file}:${Math.max(1, lines.linePos(offset).line)}`;
  const fault = documents.flatMap(({ errors, warnings }) => [...errors, ...warnings])[0];
  if (fault?.code === 'DUPLICATE_KEY') {
    const key = /["']?([^\s:"']+)/.exec(text.slice(fault.pos[0]))?.[1] ?? '';
    throw misplaced(placeAt(fault.pos[0]), `the field ${shown(key)} stands twice`, 'keep one of the two');
  }
  if (fault !== undefined) {
    const what = fault.message.split('\n')[0]?.replace(/\.$/, '') ?? fault.code;
    throw misplaced(placeAt(fault.pos[0]), `not valid YAML (${what})`, 'mend this line');
  }
  const [document, second] = documents;
  if (second !== undefined) {
    throw misplaced(placeAt(second.range[0]), 'another document begins here', 'keep all gates in one, without a line ---');
  }
  if (document === undefined || document.contents === null || startOf(document.contents) === document.range[2]) {
    throw misplaced(`${file}:1`, 'the file is empty', 'write gates: and below it a list of gates');
  }
  return { document, locate: (node) => placeAt(startOf(node)) };
};
