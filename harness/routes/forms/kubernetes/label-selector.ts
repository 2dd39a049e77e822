import { list, map, object, text } from '../schema.ts';

/** `LabelSelector` of apimachinery. Operators are judged by a rule: the CRDs leave them open. */
export const labelSelector = object({
  matchLabels: map(text()),
  matchExpressions: list(object({ key: text(), operator: text(), values: list(text()) }, 'key operator')),
});
