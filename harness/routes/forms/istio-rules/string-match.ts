import { shown } from '../../../text/shown.ts';
import { readPattern } from '../../answer/match/pattern/read-pattern.ts';
import { type FormFault, fault } from '../form-fault.ts';
import type { Spot } from '../spot.ts';

/** Longest pattern that istio `validateStringRegexp` takes. */
const LONGEST_REGEX = 1024;
/** Look-around and back references: RE2, which Envoy uses, has none of them. */
const NOT_RE2 = /(?<!\\)(?:\\\\)*(?:\(\?(?:[=!]|<[=!])|\\[1-9])/;

/** `\p{Greek}` and `\pL`, or any other escape, which is stepped over. */
const ESCAPE = /\\(?:(?<unicode>[pP](?:\{\^?\w+\}|[A-Z]))|[\s\S])/g;

/**
 * Whether neither RE2 nor JavaScript reads a pattern: each knows what the other does not (`(?i)`, `\z`, `(?P<a>)`; here also Unicode classes,
 * which our reading of RE2 leaves out), and a pattern should not be refused for that.
 */
const isBroken = (pattern: string): boolean => {
  const plain = pattern.replaceAll(ESCAPE, (whole, unicode?: string) => (unicode === undefined ? whole : 'x'));
  if (readPattern(plain) !== null) return false;
  try {
    new RegExp(pattern);
    return false;
  } catch {
    return true;
  }
};

/** A pattern that no Envoy takes (istio `validateStringRegexp` compiles it). */
export const regexFaults = (regex: Spot): readonly FormFault[] => {
  const { text } = regex;
  if (text === null) return [];
  if (text === '') return [fault('empty-match', regex.path, 'is empty', 'write a pattern, such as .* for everything')];
  if (text.length > LONGEST_REGEX)
    return [fault('invalid-regex', regex.path, `has ${text.length} characters`, `write at most ${LONGEST_REGEX}`)];
  if (NOT_RE2.test(text)) {
    const fix = 'write it without look-around and back references';
    return [fault('invalid-regex', regex.path, `is ${shown(text)}, which RE2 does not know`, fix)];
  }
  if (!isBroken(text)) return [];
  const fix = 'close every bracket and repeat only what is there; a \\ before a character takes it as it is';
  return [fault('invalid-regex', regex.path, `is ${shown(text)}, which is no regular expression`, fix)];
};

/** istio `validateStringMatch`: an empty prefix is refused everywhere but in `uri`. */
export const stringMatchFaults = (match: Spot, mayBeEmpty = false): readonly FormFault[] => {
  const prefix = match.at('prefix');
  const empty =
    prefix.text === '' && !mayBeEmpty
      ? [fault('empty-match', prefix.path, 'is empty', 'write a beginning, or leave the match out')]
      : [];
  return [...empty, ...regexFaults(match.at('regex'))];
};
