import type { TextTest } from '../../route-table.ts';
import { type Fit, fitOf } from './fit.ts';
import { hostFit } from './host-text.ts';
import { matchesWhole } from './pattern/re2.ts';

const startsWithElements = (text: string, prefix: string): boolean => {
  const elements = prefix.endsWith('/') ? prefix.slice(0, -1) : prefix;
  return text === elements || text.startsWith(`${elements}/`) || elements === '';
};

/** Case does not matter to a regular expression that does not say so: Envoy's `case_sensitive` leaves them alone. */
const regexFit = (pattern: string, text: string): Fit => {
  const matches = matchesWhole(pattern, text);
  return matches === null ? 'unknown' : fitOf(matches);
};

/** Whether a text passes a test. Null is a header or parameter that is not there: it passes none. */
export const textFit = ({ kind, value, ignoreCase }: TextTest, text: string | null): Fit => {
  if (text === null) {
    return 'no';
  }
  const [a, b] = ignoreCase ? [text.toLowerCase(), value.toLowerCase()] : [text, value];
  switch (kind) {
    case 'exact':
      return fitOf(a === b);
    case 'prefix':
      return fitOf(a.startsWith(b));
    case 'path-prefix':
      return fitOf(startsWithElements(a, b));
    case 'suffix':
      return fitOf(b.startsWith('*') ? hostFit(b, a) !== null : a.endsWith(b));
    case 'regex':
      return regexFit(value, text);
    case 'present':
      return 'yes';
  }
};
