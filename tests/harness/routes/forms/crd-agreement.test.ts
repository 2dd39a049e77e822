import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { KINDS } from '../../../../harness/routes/forms/kinds.ts';
import type { Schema } from '../../../../harness/routes/forms/schema.ts';
import { validator } from '../../../../harness/routes/forms/validator.ts';
import { changed, valuesOf } from './arbitrary-objects.ts';
import { crdJudge } from './crd-judge.ts';
import { readCrdVersions, skipWithoutCrds } from './crd-schemas.ts';

/** Fields of the experimental channel, which the CRDs here do not have. */
const EXPERIMENTAL =
  /^(useDefaultGateways|defaultScope|backendTLS|frontendValidation|retry|sessionPersistence|externalAuth|directResponse)$/;
/** Our schema without what the CRD does not say: experimental fields, and that a ttl, a text to the CRD, is a duration to Istio's parser. */
function standard(schema: Schema, isGatewayApi: boolean): Schema {
  const { properties, items, additionalProperties, durationMs, enum: values, ...rest } = schema;
  const fields = Object.entries(properties ?? {}).filter(([field]) => !isGatewayApi || !EXPERIMENTAL.test(field));
  return {
    ...rest,
    ...((durationMs ?? 0) > 0 && { durationMs }),
    ...(values && { enum: values.filter((value) => value !== 'ExternalAuth' && value !== 'DirectResponse') }),
    ...(properties && { properties: Object.fromEntries(fields.map(([field, part]) => [field, standard(part, isGatewayApi)])) }),
    ...(items && { items: standard(items, isGatewayApi) }),
    ...(additionalProperties !== undefined && {
      additionalProperties:
        typeof additionalProperties === 'object' ? standard(additionalProperties, isGatewayApi) : additionalProperties,
    }),
  };
}

describe('the closed schemas and the real CRDs', { skip: skipWithoutCrds() }, () => {
  const crds = skipWithoutCrds() === false ? readCrdVersions() : [];

  for (const { group, kind, versions } of KINDS) {
    const crd = crds.find((one) => one.group === group && one.kind === kind && one.version === 'v1');
    const form = versions.v1;
    if (crd === undefined || form === undefined) continue;
    it(`judge a random ${kind} of ${group} alike, and one with a fault in it`, () => {
      const spec = standard(form.schema.properties?.spec ?? {}, group.startsWith('gateway.'));
      const errors = validator([spec]);
      const isValid = crdJudge(crd.schema);
      const objects = valuesOf(spec).chain((object) => fc.tuple(fc.constant(object), changed(object)));
      let refused = 0;
      fc.assert(
        fc.property(objects, ([object, other]) => {
          assert.deepEqual(errors(spec, object), []);
          assert.ok(isValid(object), JSON.stringify((isValid as { errors?: unknown }).errors));
          const ours = errors(spec, other);
          assert.equal(
            ours.length === 0,
            isValid(other),
            JSON.stringify(ours.map(({ keyword, instancePath }) => [keyword, instancePath])),
          );
          refused += ours.length > 0 ? 1 : 0;
        }),
        { numRuns: 500 },
      );
      assert.ok(refused > 120, `only ${refused} of the changes were faults`);
    });
  }
});
