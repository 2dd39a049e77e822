import { shown } from '../../../text/shown.ts';
import { type FormFault, fault } from '../form-fault.ts';
import type { Spot } from '../spot.ts';

const CHARACTERS = /^(?:[-A-Za-z0-9/._~!$&'()*+,;=:@]|[%][0-9a-fA-F]{2})+$/;
const PARTS = ['//', '/./', '/../', '%2f', '%2F', '#'];
const ENDS = ['/..', '/.'];

/** Gateway API, `HTTPPathMatch`: an exact path or a prefix is absolute, and already in the form it is compared in. */
export const pathMatchFaults = (path: Spot): readonly FormFault[] => {
  const value = path.at('value');
  const type = path.at('type').text ?? 'PathPrefix';
  if (value.text === null || !['Exact', 'PathPrefix'].includes(type)) return [];
  const text = value.text;
  const is = `is ${shown(text)}`;
  if (!text.startsWith('/'))
    return [fault('invalid-path', value.path, `${is}, which does not begin with /`, `write ${shown(`/${text}`)}`)];
  const part = PARTS.find((one) => text.includes(one)) ?? ENDS.find((end) => text.endsWith(end));
  if (part !== undefined)
    return [fault('invalid-path', value.path, `${is}, which has ${part} in it`, `write it without ${part}`)];
  return CHARACTERS.test(text)
    ? []
    : [
        fault(
          'invalid-path',
          value.path,
          `${is}, which has characters that a path cannot have`,
          'write them as % and two digits, without ?',
        ),
      ];
};
