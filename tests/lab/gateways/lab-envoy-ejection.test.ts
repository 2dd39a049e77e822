import assert from 'node:assert/strict';
import { suite, type TestContext, test } from 'node:test';
import { layoutOf } from '../../harness/lab/gateways/laid-out.ts';
import { skipWithout } from '../parts.ts';
import { counter } from './envoy-stats.ts';
import { SHOP, to, virtualService } from './hand-built.ts';
import { clusterOf, sendMany } from './many-requests.ts';
import { startNamedBackends } from './named-backends.ts';

const EJECTED = 'outlierDetection: { consecutive5xxErrors: 3, interval: 1s, baseEjectionTime: 1h, maxEjectionPercent: 100 }';
const BROKEN = 'default/shop-v4/0';

/** A gateway over v1 and the three pods of v4, half and half, one of which answers 503 whatever it is asked. */
function startWith(context: TestContext, policy: string) {
  const text = [SHOP, virtualService('rules', ['*'], [`retries: { attempts: 0 }, ${to({ v1: 1, v4: 1 })}`])].join('');
  const layout = layoutOf(text.replace('  host: shop\n', `  host: shop\n  trafficPolicy: { ${policy} }\n`));
  return startNamedBackends(context, 'envoy', layout, {
    behave: ({ pod }, response) => {
      if (pod === BROKEN) response.statusCode = 503;
    },
  });
}

suite('envoy ejects as Istio does', { skip: skipWithout('envoy') }, () => {
  test('a pod that fails three times running is left out, and the others serve the share of its version', async (context) => {
    const lab = await startWith(context, `loadBalancer: { simple: RANDOM }, ${EJECTED}`);
    // One after another, so that no request is on its way to the pod when it is ejected.
    const received = await sendMany(lab, 240, { atOnce: 1 });
    assert.equal(received.filter(({ status }) => status === 503).length, 3);
    assert.equal(lab.seen.filter(({ pod }) => pod === BROKEN).length, 3);
    const stat = (name: string) => counter(lab.adminPort, `${clusterOf('v4')}.${name}`);
    assert.equal(await stat('outlier_detection.ejections_enforced_consecutive_5xx'), 1);
    assert.equal(await stat('outlier_detection.ejections_active'), 1);
    // 240 × 0.5 ± 4.9 standard deviations: the weight of the version stays what it was.
    const ofV4 = await stat('upstream_rq_total');
    assert.ok(ofV4 > 82 && ofV4 < 158, `${ofV4} of 240`);
    assert.equal(lab.seen.filter(({ version }) => version === 'v4').length, ofV4);
  });

  test('without a policy it fails on', async (context) => {
    const lab = await startWith(context, 'loadBalancer: { simple: RANDOM }');
    const received = await sendMany(lab, 240, { atOnce: 1 });
    // 40 are expected; 9 or fewer come once in 10 million runs.
    assert.ok(received.filter(({ status }) => status === 503).length > 9);
    assert.equal(await counter(lab.adminPort, `${clusterOf('v4')}.outlier_detection.ejections_active`), 0);
  });

  test('an ejection holds although no pod is left', async (context) => {
    const text = [SHOP, virtualService('rules', ['*'], [`retries: { attempts: 0 }, ${to({ v1: 1 })}`])].join('');
    const layout = layoutOf(text.replace('  host: shop\n', `  host: shop\n  trafficPolicy: { ${EJECTED} }\n`));
    const lab = await startNamedBackends(context, 'envoy', layout, {
      behave: (_seen, response) => {
        response.statusCode = 503;
      },
    });
    const received = await sendMany(lab, 10, { atOnce: 1 });
    assert.deepEqual([...new Set(received.map(({ status }) => status))], [503]);
    assert.equal(lab.seen.length, 3);
    assert.equal(received.filter(({ body }) => body.includes('no healthy upstream')).length, 7);
  });
});
