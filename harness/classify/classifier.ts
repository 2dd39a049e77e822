import { grpcStatusName } from '../model/grpc-status.ts';
import type { Answer } from '../model/observation.ts';
import { isGrpc, type Scheme } from '../model/probe.ts';
import { type GroupBy, groupByText, partsOf, type SingleRule } from './group-by.ts';
import { headerValue } from './header-value.ts';
import { jointLabel } from './joint-rule.ts';
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

const byBody = (groupBy: SingleRule, source: 'tcp' | 'other'): Classifier => {
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

/** Each part keeps its own cache; an answer that failed is believed only where every part is marked. */
const jointly = (parts: readonly Classifier[]): Classifier => ({
  bodyNeeded: parts.some(({ bodyNeeded }) => bodyNeeded),
  labelOf: (answer) => jointLabel(parts.map((part) => part.labelOf(answer))),
  isMarked: (answer) => parts.every((part) => part.isMarked(answer)),
});

const singleClassifier = (rule: SingleRule, scheme: Scheme): Classifier => {
  const nameOf = isGrpc(scheme) ? grpcStatusName : String;
  switch (rule.rule) {
    case 'header':
      return byHeader(rule.name);
    case 'status':
      return { bodyNeeded: false, labelOf: ({ status }) => nameOf(status), isMarked: always };
    case 'latency': {
      const { thresholdMs } = rule;
      return { bodyNeeded: false, labelOf: ({ latencyMs }) => (latencyMs >= thresholdMs ? 'slow' : 'fast'), isMarked: always };
    }
    case 'auto':
      return scheme === 'tcp' ? byBody(rule, 'tcp') : byVersionHeaderOr(byBody(rule, 'other'));
    default:
      return byBody(rule, 'other');
  }
};

/**
 * The classifier for a rule and a kind of target. `auto` is the first word for tcp; for http and grpc the `x-version` header, else the greeting
 * chain, else the first line. Throws a RangeError for a rule that tcp answers cannot satisfy (`header`, `status`), and for `mirror`, which
 * no answer can.
 */
export const classifierFor = (groupBy: GroupBy, scheme: Scheme): Classifier => {
  if (groupBy.rule === 'mirror') {
    throw new RangeError(
      '--group-by mirror: no answer says whether its request was mirrored; add --evidence FILE, the log of the workload that gets the copies',
    );
  }
  const missing = partsOf(groupBy).find(({ rule }) => rule === 'header' || rule === 'status');
  if (scheme === 'tcp' && missing !== undefined) {
    throw new RangeError(
      `--group-by ${groupByText(groupBy)}: tcp answers have no ${missing.rule}; write word:1, line or regex:PATTERN, or drive an http target`,
    );
  }
  return groupBy.rule === 'joint'
    ? jointly(groupBy.parts.map((part) => singleClassifier(part, scheme)))
    : singleClassifier(groupBy, scheme);
};
