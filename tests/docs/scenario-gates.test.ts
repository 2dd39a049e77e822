import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { GATEWAY_KINDS } from '../../harness/lab/gateways/gateway-kind.ts';
import { scenarioGates, scenarioNames } from '../../scripts/scenario-gates.ts';
import { ROOT } from '../cli/command.ts';
import { PROMISES } from '../manifests/promises.ts';
import { SCENARIOS } from '../manifests/scenarios.ts';

/** What nginx and HAProxy lack for a scenario; '' where they, like Envoy, can stand for every gate. Written by hand. */
const LACKS: Readonly<Record<string, string>> = {
  'bill-service': '',
  bookinfo: '',
  'bookinfo-multicluster': 'tls',
  'details-abort': 'fault.abort',
  'hello-vm': '',
  'httpbin-circuit-breaker': 'connectionPool',
  'httpbin-mirror': 'mirror',
  'httpbin-retries': 'retries',
  'ratings-delay': 'fault.delay',
  'tcp-echo': '',
  'tcp-echo-custom-port': '',
};

describe('scenario × gateway', () => {
  it('has a row for every folder of manifests/', () => {
    assert.deepEqual(scenarioNames(ROOT), SCENARIOS);
    assert.deepEqual(Object.keys(LACKS), SCENARIOS);
  });

  for (const [scenario, lack] of Object.entries(LACKS))
    it(`${scenario}: ${lack === '' ? 'every gateway' : `Envoy alone, for ${lack}`}`, async () => {
      const { gates, expressible } = await scenarioGates(scenario);
      const promised = Object.keys(PROMISES[scenario] ?? {});
      assert.deepEqual(
        gates,
        promised.filter((name) => !name.startsWith('istio: machine ')),
      );
      for (const kind of GATEWAY_KINDS) {
        const isWhole = kind === 'envoy' || lack === '';
        assert.deepEqual(expressible[kind].gates, isWhole ? gates : [], kind);
        if (isWhole) assert.equal(expressible[kind].lack, null);
        else assertPlace(expressible[kind].lack ?? '', lack);
      }
    });
});

/** `mirror (manifests/….yaml:24)`: the line that is named holds the last word of the field. */
function assertPlace(told: string, field: string): void {
  const [, named, file = '', line] = /^(\S+) \((\S+):(\d+)\)$/.exec(told) ?? [];
  assert.equal(named, field, told);
  const written = readFileSync(`${ROOT}${file}`, 'utf8').split('\n')[Number(line) - 1] ?? '';
  assert.ok(written.includes(field.split('.').at(-1) ?? ''), `${told}: ${written}`);
}
