import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readCrds, skipWithoutCrds } from './closed-schema.ts';
import { ALL_OBJECTS, named } from './scenarios.ts';

const CUSTOM = /^(networking\.istio\.io|security\.istio\.io|gateway\.networking\.k8s\.io)\//;

describe('the real CRDs', { skip: skipWithoutCrds() }, () => {
  const checks = skipWithoutCrds() === false ? readCrds() : new Map();

  it('accept every object of the manifests that is theirs', () => {
    const theirs = ALL_OBJECTS.filter(({ value }) => CUSTOM.test(value.apiVersion));
    assert.ok(theirs.length > 60);
    for (const object of theirs) {
      const check = checks.get(`${object.value.apiVersion} ${object.value.kind}`);
      assert.ok(check, `${named(object)}: the API server serves ${object.value.apiVersion}`);
      assert.ok(check(object.value), `${named(object)}: ${JSON.stringify(check.errors)}`);
    }
  });

  it('are closed: they refuse a misspelt weight', () => {
    const route = ALL_OBJECTS.find(({ file }) => file === 'bookinfo/istio/reviews-90-10/reviews.yaml');
    const text = JSON.stringify(route?.value);
    const check = checks.get('networking.istio.io/v1 VirtualService');
    assert.equal(check(JSON.parse(text)), true);
    assert.equal(check(JSON.parse(text.replace('"weight"', '"wieght"'))), false);
    assert.equal(check(JSON.parse(text.replace('"weight":90', '"weight":"90"'))), false);
  });
});
