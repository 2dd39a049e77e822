import { offsetOf } from './node-text.ts';

/** Deepest nesting of maps and lists. The API server's own JSON reader gives up at 10 000; no kind nests deeper than about 30. */
export const DEEPEST = 100;
/** What is wrong with one document, at an offset of its text. `isFatal`: nothing can be said about the document. */
export interface Fault {
  readonly id: string;
  readonly offset: number;
  /** The earlier of two offsets the fault is about, for `text`. */
  readonly earlier?: number;
  readonly text: string;
  readonly fix: string;
  readonly isFatal: boolean;
}

/** A fault that leaves nothing to be said about the document. */
export const fatal = (id: string, node: unknown, text: string, fix: string): Fault => ({
  id,
  offset: offsetOf(node),
  text,
  fix,
  isFatal: true,
});

/** Stops the reading of a document. */
export class Unreadable extends Error {
  readonly fault: Fault;
  constructor(fault: Fault) {
    super(fault.text);
    this.fault = fault;
  }
}

/** Deeper than anything Kubernetes knows. */
export const tooDeep = (offset: number): Fault => ({
  id: 'too-deep',
  offset,
  text: `lists and maps stand in each other more than ${DEEPEST} deep`,
  fix: 'no Kubernetes object is that deep: look for a bracket or an indentation too many',
  isFatal: true,
});
