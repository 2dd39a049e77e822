import { int64, list, map, object, open, openList, type Schema, text } from './schema.ts';

/** apimachinery, `validation.IsValidLabelValue` and `IsQualifiedName`. */
const labelValue = text({
  maxLength: 63,
  pattern: '^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$',
  says: 'at most 63 letters, digits, -, _ and ., beginning and ending with a letter or digit',
});

/** Labels of an object, or the labels that select some. */
export const labels: Schema = map(labelValue);

/** `ObjectMeta` of Kubernetes, with fields that only exported objects and old versions carry. */
export const metadata: Schema = object({
  name: text(),
  generateName: text(),
  namespace: text(),
  labels,
  annotations: map(text()),
  creationTimestamp: text(),
  deletionTimestamp: text(),
  deletionGracePeriodSeconds: int64(),
  finalizers: list(text()),
  generation: int64(),
  managedFields: openList,
  ownerReferences: openList,
  resourceVersion: text(),
  selfLink: text(),
  uid: text(),
  clusterName: text(),
});

/** A whole object around its `spec`. What a controller reports in `status` is nobody's mistake and decides nothing. */
export const manifest = (spec: Schema, isRequired = true): Schema =>
  object(
    { apiVersion: text(), kind: text(), metadata, spec, status: open },
    `apiVersion kind metadata${isRequired ? ' spec' : ''}`,
  );
