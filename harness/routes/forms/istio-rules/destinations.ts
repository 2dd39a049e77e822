import { shown } from '../../../text/shown.ts';
import { type FormFault, fault } from '../form-fault.ts';
import type { Spot } from '../spot.ts';
import { isHost, isLabel } from './host-form.ts';

const PORT_FIX = 'write a port from 1 to 65535';

/** A port number that must be one (istio `agent.ValidatePort`). */
export const portFaults = (port: Spot): readonly FormFault[] =>
  port.number !== null && port.number >= 0 && (port.number < 1 || port.number > 65_535)
    ? [fault('invalid-port', port.path, `is ${port.number}, which is no port`, PORT_FIX)]
    : [];

/** 0 stands for no port in Go types. */
export const optionalPortFaults = (port: Spot): readonly FormFault[] => (port.number === 0 ? [] : portFaults(port));

/** istio `validateDestination`: a host that is a name, a subset that is one label, a port that is a number. */
export const destinationFaults = (destination: Spot): readonly FormFault[] => {
  const [host, subset, port] = [destination.at('host'), destination.at('subset'), destination.at('port')];
  const faults: FormFault[] = [];
  if (host.text === '') faults.push(fault('missing-host', host.path, 'is empty', 'write the name of a service'));
  else if (host.text !== null && (host.text === '*' || !isHost(host.text)))
    faults.push(
      fault(
        'invalid-host',
        host.path,
        `is ${shown(host.text)}, which is no name of a service`,
        'write a name such as reviews or reviews.bookinfo.svc.cluster.local, without port',
      ),
    );
  if (subset.words !== null && !isLabel(subset.words))
    faults.push(
      fault(
        'invalid-name',
        subset.path,
        `is ${shown(subset.words)}, which is no name of a subset`,
        'write letters, digits and -',
      ),
    );
  if (port.isSet && typeof port.value === 'object' && !port.has('number'))
    faults.push(fault('missing-field', port.at('number').path, 'is missing', 'write number:'));
  return [...faults, ...portFaults(port.at('number'))];
};
