import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { GATEWAY_API, ISTIO, KINDS } from '../../../../harness/routes/forms/kinds.ts';
import type { Schema } from '../../../../harness/routes/forms/schema.ts';
import { readCrdVersions, skipWithoutCrds } from './crd-schemas.ts';
import { crdFacts, ourFacts } from './schema-facts.ts';

const DEFAULT_GATEWAYS = /^spec\.useDefaultGateways\b/;
const SESSIONS = /^spec\.rules\[\]\.sessionPersistence\b/;

/** Where our schemas say something else than the CRDs on purpose, by kind: all of it is of the experimental channel, which these are not. */
const ON_PURPOSE: Readonly<Record<string, readonly RegExp[]>> = {
  Gateway: [/^spec\.(defaultScope|backendTLS)\b/, /^spec\.listeners\[\]\.tls\.frontendValidation\b/],
  HTTPRoute: [
    DEFAULT_GATEWAYS,
    SESSIONS,
    /^spec\.rules\[\]\.retry\b/,
    /\.filters\[\]\.(externalAuth|directResponse)\b/,
    // The names of those two filters.
    /\.filters\[\]\.type \{"enum"/,
  ],
  GRPCRoute: [DEFAULT_GATEWAYS, SESSIONS],
  TCPRoute: [DEFAULT_GATEWAYS],
  UDPRoute: [DEFAULT_GATEWAYS],
  TLSRoute: [DEFAULT_GATEWAYS],
};

const openObjects = (schema: Schema, path: string): readonly string[] => [
  ...(schema.type === 'object' && schema.additionalProperties === undefined ? [path] : []),
  ...(schema.properties !== undefined && schema.additionalProperties !== false ? [path] : []),
  ...Object.entries(schema.properties ?? {}).flatMap(([field, part]) => openObjects(part, `${path}.${field}`)),
  ...(schema.items === undefined ? [] : openObjects(schema.items, `${path}[]`)),
];

describe('the closed schemas against the real CRDs', { skip: skipWithoutCrds() }, () => {
  const crds = skipWithoutCrds() === false ? readCrdVersions() : [];

  for (const { group, kind, versions } of KINDS.filter((known) => [ISTIO, GATEWAY_API].includes(known.group))) {
    it(`${kind} of ${group} is read in every version that the CRD has`, () => {
      const theirs = crds.filter((one) => one.group === group && one.kind === kind).map(({ version }) => version);
      assert.ok(theirs.length > 0);
      assert.deepEqual(
        theirs.filter((version) => !Object.hasOwn(versions, version)),
        [],
      );
    });
    for (const [version, { schema }] of Object.entries(versions)) {
      const crd = crds.find((one) => one.group === group && one.kind === kind && one.version === version);
      if (crd === undefined) continue;
      it(`${kind} of ${group}/${version} says what its CRD says`, () => {
        const [ours, theirs] = [ourFacts(schema), crdFacts(crd.schema)];
        const allowed = ON_PURPOSE[kind] ?? [];
        const alone = (facts: ReadonlySet<string>, others: ReadonlySet<string>) =>
          [...facts].filter((fact) => !others.has(fact) && !allowed.some((pattern) => pattern.test(fact)));
        assert.deepEqual(alone(ours, theirs), [], 'in ours alone');
        assert.deepEqual(alone(theirs, ours), [], 'in the CRD alone');
        assert.deepEqual(openObjects(schema.properties?.spec ?? {}, 'spec'), [], 'nothing is left open');
      });
    }
  }
});
