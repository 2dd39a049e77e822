import type { Answer } from '../model/observation.ts';
import type { Scheme } from '../model/probe.ts';
import { type GroupBy, groupByText } from './group-by.ts';
import { headerValue } from './header-value.ts';
import { labelFrom } from './label.ts';
import { createLabelCache } from './label-cache.ts';
import { firstLineDecides, textRule } from './text-rule.ts';

/** Reads labels off answers by one rule. Holds a cache: one classifier per run. */
export interface Classifier {
  /** False: the label is known as soon as the header is. */
  readonly bodyNeeded: boolean;
  /** The version an answer names, at most 201 characters; null when it names none. */
  labelOf(answer: Answer): string | null;
  /**
   * Whether the label stands where only a workload puts one (a header, a field of JSON), so that it can be believed of an answer that
   * failed. The first line of an error page cannot.
   */
  isMarked(answer: Answer): boolean;
}

const X_VERSION = Buffer.from('x-version');
const NEWLINE = 0x0a;

const firstLineOf = (body: Buffer): Buffer => {
  const end = body.indexOf(NEWLINE);
  return end === -1 ? body : body.subarray(0, end);
};

const always = (): boolean => true;
const never = (): boolean => false;

const byHeader = (name: string): Classifier => {
  const lowerName = Buffer.from(name);
  const cached = createLabelCache(labelFrom);
  return { bodyNeeded: false, labelOf: ({ headers }) => cached(headerValue(headers, lowerName)), isMarked: always };
};

const byBody = (groupBy: GroupBy, source: 'tcp' | 'other'): Classifier => {
  const cached = createLabelCache(textRule(groupBy, source) ?? (() => null));
  const labelOf: Classifier['labelOf'] = firstLineDecides(groupBy)
    ? ({ body }) => cached(firstLineOf(body))
    : ({ body }) => cached(body);
  return { bodyNeeded: true, labelOf, isMarked: groupBy.rule === 'json' || groupBy.rule === 'preset' ? always : never };
};

/** A workload that marks its answers is believed before its greeting is read. */
const byVersionHeaderOr = (body: Classifier): Classifier => {
  const header = byHeader('x-version');
  return {
    bodyNeeded: true,
    labelOf: (answer) => header.labelOf(answer) ?? body.labelOf(answer),
    isMarked: ({ headers }) => labelFrom(headerValue(headers, X_VERSION).toString()) !== null,
  };
};

/**
 * The classifier for a rule and a kind of target. `auto` is the first word for tcp; for http the `x-version` header, else the greeting
 * chain, else the first line. Throws a RangeError for a rule that tcp answers cannot satisfy (`header`, `status`).
 */
export const classifierFor = (groupBy: GroupBy, scheme: Scheme): Classifier => {
  if (scheme === 'tcp' && (groupBy.rule === 'header' || groupBy.rule === 'status')) {
    throw new RangeError(
      `--group-by ${groupByText(groupBy)}: tcp answers have no ${groupBy.rule}; write word:1, line or regex:PATTERN, or drive an http target`,
    );
  }
  switch (groupBy.rule) {
    case 'header':
      return byHeader(groupBy.name);
    case 'status':
      return { bodyNeeded: false, labelOf: ({ status }) => String(status), isMarked: always };
    case 'latency': {
      const { thresholdMs } = groupBy;
      return { bodyNeeded: false, labelOf: ({ latencyMs }) => (latencyMs >= thresholdMs ? 'slow' : 'fast'), isMarked: always };
    }
    case 'auto':
      return scheme === 'tcp' ? byBody(groupBy, 'tcp') : byVersionHeaderOr(byBody(groupBy, 'other'));
    default:
      return byBody(groupBy, 'other');
  }
};
