import { shown } from '../../../text/shown.ts';
import { type FormFault, fault } from '../form-fault.ts';
import type { Spot } from '../spot.ts';

/** Longest pattern that istio `validateStringRegexp` takes. */
const LONGEST_REGEX = 1024;
/** Look-around and back references: RE2, which Envoy uses, has none of them. */
const NOT_RE2 = /(?<!\\)(?:\\\\)*(?:\(\?(?:[=!]|<[=!])|\\[1-9])/;

/** A pattern that no Envoy takes. What else a pattern may have wrong is found when it is used. */
export const regexFaults = (regex: Spot): readonly FormFault[] => {
  const { text } = regex;
  if (text === null) return [];
  if (text === '') return [fault('empty-match', regex.path, 'is empty', 'write a pattern, such as .* for everything')];
  if (text.length > LONGEST_REGEX)
    return [fault('invalid-regex', regex.path, `has ${text.length} characters`, `write at most ${LONGEST_REGEX}`)];
  return NOT_RE2.test(text)
    ? [
        fault(
          'invalid-regex',
          regex.path,
          `is ${shown(text)}, which RE2 does not know`,
          'write it without look-around and back references',
        ),
      ]
    : [];
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
