import { type Document, LineCounter, parseAllDocuments, Schema, type YAMLError } from 'yaml';
import type { Place } from '../../model/place.ts';
import type { Problem } from '../../model/routes-report.ts';
import { shown } from '../../text/shown.ts';
import type { ManifestText } from '../manifest-object.ts';
import { error } from '../problem.ts';
import { type Fault, tooDeep } from './fault.ts';
import { offsetFinder } from './node-place.ts';
import { plainDocument } from './plain-value.ts';

/** One YAML document: its values and the place of each. */
export interface YamlDocument {
  readonly value: unknown;
  /** The line of a field; of the nearest one above where it is not written. */
  placeOf(...path: readonly (string | number)[]): Place;
}

/** What a text holds, and what is wrong with it. A document that cannot be read is left out. */
export interface YamlText {
  readonly documents: readonly YamlDocument[];
  readonly problems: readonly Problem[];
}

/** Every scalar a text: what it stands for is decided by `scalar-value.ts`. One for all, for making one takes longer than a small document. */
const TEXTS_ONLY = new Schema({ schema: 'failsafe' });

const TEMPLATE_FIX = 'run helm template and give its output (helm template NAME CHART | weighbridge routes -)';

/** The line an offset stands on, as a text. */
const lineAt = (text: string, offset: number): string => {
  const end = text.indexOf('\n', offset);
  return text.slice(text.lastIndexOf('\n', offset - 1) + 1, end === -1 ? undefined : end);
};

/** Braces of a template in the line of the fault, or a line that is nothing but a template's own. */
const isTemplate = (text: string, offset: number): boolean =>
  /\{\{-?\s*[^}]/.test(lineAt(text, offset)) || /^\s*\{\{/m.test(text);

/** What the parser says, as one of our faults. */
const syntaxFault = ({ code, message, pos }: YAMLError): Fault => {
  if (message.includes('call stack')) return tooDeep(pos[0]);
  // The parser quotes the text as it stands: nothing of it may reach a terminal as it is.
  const what = shown((message.split('\n')[0] ?? code).replace(/\.$/, '')).slice(1, -1);
  return { id: 'invalid-yaml', offset: pos[0], text: `not valid YAML (${what})`, fix: 'mend this line', isFatal: true };
};

/** A template says of itself what to do; everything else that is wrong with it follows from that. */
const asTemplate = (fault: Fault, text: string): Fault =>
  fault.isFatal && isTemplate(text, fault.offset)
    ? { ...fault, id: 'template', text: 'this is a template, not a manifest: {{ … }} is not filled in', fix: TEMPLATE_FIX }
    : fault;

/**
 * Reads every document of a text, as kubectl reads it. JSON is YAML. Empty documents are left out without a word.
 */
export const readYaml = ({ file, text }: ManifestText): YamlText => {
  if (text.includes('\0')) {
    const at = { file, line: text.slice(0, text.indexOf('\0')).split('\n').length };
    return { documents: [], problems: [error('not-text', at, 'a NUL character: this is no UTF-8 text', 'save it as UTF-8')] };
  }
  const lines = new LineCounter();
  const placeAt = (offset: number): Place => ({ file, line: Math.max(1, lines.linePos(offset).line) });
  const documents: readonly Document.Parsed[] = parseAllDocuments(text, {
    version: '1.1',
    schema: TEXTS_ONLY,
    lineCounter: lines,
    // Keys are compared in plain-value.ts, in one pass.
    uniqueKeys: false,
    prettyErrors: false,
  });
  const problemOf = (fault: Fault): Problem => {
    const { id, offset, earlier, text: what, fix } = asTemplate(fault, text);
    return error(id, placeAt(offset), earlier === undefined ? what : `${what}, first in line ${placeAt(earlier).line}`, fix);
  };
  const read = documents.map((document): YamlText => {
    const broken = document.errors[0];
    if (broken !== undefined) return { documents: [], problems: [problemOf(syntaxFault(broken))] };
    const { value, faults, targets } = plainDocument(document.contents);
    const problems = faults.map(problemOf);
    if (value === null || faults.some(({ isFatal }) => isFatal)) return { documents: [], problems };
    const find = offsetFinder(document.contents, targets);
    return { documents: [{ value, placeOf: (...path) => placeAt(find(path)) }], problems };
  });
  return { documents: read.flatMap((one) => one.documents), problems: read.flatMap((one) => one.problems) };
};

/** A value that is a map. */
export const isMapValue = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** How a value of the input is named in a message. */
export const shownValue = (value: unknown): string =>
  typeof value === 'string' ? shown(value) : Array.isArray(value) ? 'a list' : isMapValue(value) ? 'a map' : String(value);
