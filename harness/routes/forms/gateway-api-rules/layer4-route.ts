import { shown } from '../../../text/shown.ts';
import { fault } from '../form-fault.ts';
import { isIpAddress } from '../istio-rules/host-form.ts';
import type { Rule } from '../rules.ts';
import { backendRefFaults } from './backend-refs.ts';
import { parentRefFaults } from './parent-refs.ts';

/** The CEL rules of the CRDs of TCPRoute, UDPRoute and TLSRoute. */
export const layer4RouteRules: Rule = (object) => {
  const spec = object.at('spec');
  return [
    ...parentRefFaults(spec.at('parentRefs')),
    ...spec
      .at('hostnames')
      .items.flatMap(({ text, path }) =>
        text !== null && isIpAddress(text)
          ? [fault('invalid-host', path, `is ${shown(text)}, an IP address`, 'write a name: TLS sends none for addresses')]
          : [],
      ),
    ...spec.at('rules').items.flatMap((rule) => rule.at('backendRefs').items.flatMap(backendRefFaults)),
  ];
};
