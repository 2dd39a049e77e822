import { labelFrom } from './label.ts';
import { PRESETS } from './presets.ts';

/** What begins a rule. In any case of letters, so that a slip after `+` is an error and never part of a header's name. */
const PLAIN = ['auto', 'line', 'body', 'status', 'mirror', ...PRESETS].join('|');
const NEXT_RULE = new RegExp(String.raw`\+(?=(?:${PLAIN})(?:\+|$)|(?:word|hop|header|json|regex|latency):)`, 'i');
/** A pattern and a pointer may hold anything: they take all that follows. */
const TAKES_THE_REST = /^(?:regex|json):/i;

/**
 * The rules of a joint one: `status+header:x-attempt` gives `status` and `header:x-attempt`. A `+` divides only where a rule follows, and
 * nothing divides a `regex:` or `json:`, so those stand last. A text without such a `+` is one rule.
 */
export const splitRules = (text: string): readonly string[] => {
  const cut = TAKES_THE_REST.test(text) ? -1 : text.search(NEXT_RULE);
  return cut === -1 ? [text] : [text.slice(0, cut), ...splitRules(text.slice(cut + 1))];
};

/** A `+` of the label itself is written `\+`, or `a+b` and `c` would look like `a` and `b+c`; backslashes double only where they would mix with that. */
const asPart = (label: string): string =>
  label.replaceAll(/(\\*)(\+|$)/g, (_, slashes: string, plus: string) => slashes + slashes + (plus === '' ? '' : '\\+'));

/** The label of an answer from those of the parts: `200+3`. Null when a part has none: half a label would be another version. */
export const jointLabel = (labels: readonly (string | null)[]): string | null => {
  let joint = '';
  for (const [place, label] of labels.entries()) {
    if (label === null) {
      return null;
    }
    joint += place === 0 ? asPart(label) : `+${asPart(label)}`;
  }
  return labelFrom(joint);
};
