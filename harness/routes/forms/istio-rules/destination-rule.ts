import { shown } from '../../../text/shown.ts';
import { type FormFault, fault } from '../form-fault.ts';
import type { Rule } from '../rules.ts';
import type { Spot } from '../spot.ts';
import { exportToFaults } from './export-to.ts';
import { isHost, isLabel } from './host-form.ts';
import { trafficPolicyFaults } from './traffic-policy.ts';

const hostFaults = (host: Spot): readonly FormFault[] => {
  if (host.text === '') return [fault('missing-host', host.path, 'is empty', 'write the name of a service')];
  return host.text === null || isHost(host.text)
    ? []
    : [
        fault(
          'invalid-host',
          host.path,
          `is ${shown(host.text)}, which is no name of a service`,
          'write a name such as reviews or *.bookinfo.svc.cluster.local, without port',
        ),
      ];
};

const subsetFaults = (subsets: readonly Spot[]): readonly FormFault[] => {
  const seen = new Set<string>();
  return subsets.flatMap((subset) => {
    const name = subset.at('name');
    const faults = [...trafficPolicyFaults(subset.at('trafficPolicy'))];
    if (name.text === null) return faults;
    if (!isLabel(name.text))
      faults.push(
        fault('invalid-name', name.path, `is ${shown(name.text)}, which is no name of a subset`, 'write letters, digits and -'),
      );
    else if (seen.has(name.text))
      faults.push(
        fault('repeated-item', name.path, `is ${shown(name.text)}, as an earlier subset`, 'give every subset another name'),
      );
    seen.add(name.text);
    return faults;
  });
};

/** What the webhook of Istio refuses besides the schema (istio `pkg/config/validation`, `ValidateDestinationRule`). */
export const destinationRuleRules: Rule = (object, { namespace }) => {
  const spec = object.at('spec');
  return [
    ...hostFaults(spec.at('host')),
    ...trafficPolicyFaults(spec.at('trafficPolicy')),
    ...subsetFaults(spec.at('subsets').items),
    ...exportToFaults(spec.at('exportTo'), namespace),
  ];
};
