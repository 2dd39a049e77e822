import { shown } from '../../../text/shown.ts';
import { type FormFault, fault } from '../form-fault.ts';
import type { Spot } from '../spot.ts';

const WITH_VALUES = ['In', 'NotIn'];
const WITHOUT_VALUES = ['Exists', 'DoesNotExist'];

/** apimachinery, `ValidateLabelSelectorRequirement`. */
export const labelSelectorFaults = (selector: Spot): readonly FormFault[] =>
  selector.at('matchExpressions').items.flatMap((expression) => {
    const [operator, values] = [expression.at('operator'), expression.at('values')];
    if (operator.text === null) return [];
    if (![...WITH_VALUES, ...WITHOUT_VALUES].includes(operator.text))
      return [
        fault(
          'unknown-value',
          operator.path,
          `is ${shown(operator.text)}, which is not known here`,
          `write one of ${[...WITH_VALUES, ...WITHOUT_VALUES].join(', ')}`,
        ),
      ];
    if (WITH_VALUES.includes(operator.text) && values.items.length === 0)
      return [fault('missing-field', values.path, `is missing, and operator is ${operator.text}`, 'write the values')];
    return WITHOUT_VALUES.includes(operator.text) && values.items.length > 0
      ? [fault('fields-exclude', values.path, `cannot be together with operator ${operator.text}`, 'take it out')]
      : [];
  });
