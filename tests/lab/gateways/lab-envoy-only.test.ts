import assert from 'node:assert/strict';
import { suite, type TestContext, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { layoutOf } from '../../harness/lab/gateways/laid-out.ts';
import { skipWithout } from '../parts.ts';
import { counter } from './envoy-stats.ts';
import { SHOP, to, virtualService } from './hand-built.ts';
import { clusterOf, INGRESS, idOf, rules, sendMany } from './many-requests.ts';
import { type NamedBackends, startNamedBackends } from './named-backends.ts';
import { type Received, send } from './request.ts';

const FAULTS = `http.${INGRESS}.fault`;
const V1 = to({ v1: 1 });

/** Copies are sent off beside the answer: waits until the shadow has seen as many as Envoy has sent. */
async function untilArrived({ seen, adminPort }: NamedBackends, version: string): Promise<void> {
  const arrived = () => seen.filter((one) => one.version === version).length;
  while (arrived() < (await counter(adminPort, `${clusterOf(version)}.upstream_rq_total`))) await pause(10);
}

suite('what only envoy does', { skip: skipWithout('envoy') }, () => {
  test('an abort reaches no backend, is never retried and never mirrored', async (context) => {
    const abort = 'fault: { abort: { percentage: { value: 100 }, httpStatus: 503 } }';
    const more = 'retries: { attempts: 3, retryOn: 5xx }, mirror: { host: shop, subset: v2 }, mirrorPercentage: { value: 100 }';
    const lab = await startNamedBackends(context, 'envoy', rules(`${abort}, ${more}, ${V1}`));
    const received = await sendMany(lab, 40);
    assert.deepEqual([...new Set(received.map(({ status }) => status))], [503]);
    assert.equal(await counter(lab.adminPort, `${FAULTS}.aborts_injected`), 40);
    assert.deepEqual(lab.seen, []);
    assert.equal(await counter(lab.adminPort, `${clusterOf('v2')}.upstream_rq_total`), 0);
  });

  test('half of the requests are aborted where half is written', async (context) => {
    const lab = await startNamedBackends(
      context,
      'envoy',
      rules(`fault: { abort: { percentage: { value: 50 }, httpStatus: 418 } }, ${V1}`),
    );
    const aborted = (await sendMany(lab, 400)).filter(({ status }) => status === 418).length;
    // 400 × 0.5 ± 4.9 standard deviations: a right Envoy leaves this once in a million runs.
    assert.ok(aborted > 150 && aborted < 250, `${aborted} of 400`);
    assert.equal(lab.seen.length, 400 - aborted);
  });

  test('the timeout of a route does not cut its own delay', async (context) => {
    const delay = 'fault: { delay: { percentage: { value: 100 }, fixedDelay: 300ms } }, timeout: 100ms';
    const lab = await startNamedBackends(context, 'envoy', rules(`${delay}, ${V1}`));
    const [received] = await sendMany(lab, 1);
    assert.deepEqual([received?.status, received?.version], [200, 'v1']);
    assert.equal(await counter(lab.adminPort, `${FAULTS}.delays_injected`), 1);
  });

  test('a timeout ends what takes longer, and no timeout waits', async (context) => {
    const slow = rules(
      `match: [{ uri: { exact: "/cut" } }], timeout: 100ms, retries: { attempts: 0 }, ${V1}`,
      `match: [{ uri: { exact: "/whole" } }], ${V1}`,
    );
    const held: (() => void)[] = [];
    const behave = ({ path }: { readonly path: string }) =>
      path === '/cut' ? new Promise<void>((resolve) => held.push(resolve)) : pause(300);
    const lab = await startNamedBackends(context, 'envoy', slow, { behave });
    assert.equal((await send(lab.portOf(INGRESS), { path: '/cut', host: 'shop' })).status, 504);
    assert.equal((await send(lab.portOf(INGRESS), { path: '/whole', host: 'shop' })).status, 200);
    for (const release of held) release();
  });
});

/** Fails the first `failures` tries of every id. */
const flaky = (failures: number) => {
  const tries = new Map<string, number>();
  return (seen: NamedBackends['seen'][number], response: { statusCode: number }) => {
    const before = tries.get(idOf(seen)) ?? 0;
    tries.set(idOf(seen), before + 1);
    if (before < failures) response.statusCode = 503;
  };
};

suite('envoy tries again as Istio does', { skip: skipWithout('envoy') }, () => {
  const written = (weights: Readonly<Record<string, number>>) => rules(`retries: { attempts: 3, retryOn: 5xx }, ${to(weights)}`);

  test('two failures are mended at the third try, in the version that was chosen', async (context) => {
    const lab = await startNamedBackends(context, 'envoy', written({ v1: 1, v2: 1 }), { behave: flaky(2) });
    const received = await sendMany(lab, 30);
    assert.deepEqual([...new Set(received.map(({ status, attempt }) => `${status} ${attempt}`))], ['200 3']);
    const versions = Map.groupBy(lab.seen, idOf);
    assert.equal(versions.size, 30);
    for (const tries of versions.values()) {
      assert.equal(tries.length, 3);
      assert.equal(new Set(tries.map(({ version }) => version)).size, 1);
    }
  });

  test('what fails always is tried four times, of which the caller sees the last', async (context) => {
    const lab = await startNamedBackends(context, 'envoy', written({ v1: 1 }), { behave: flaky(99) });
    const received = await sendMany(lab, 5);
    assert.deepEqual([...new Set(received.map(({ status, attempt }) => `${status} ${attempt}`))], ['503 4']);
    assert.equal(lab.seen.length, 20);
  });

  test('a retry goes to another pod of the version', async (context) => {
    const lab = await startNamedBackends(context, 'envoy', written({ v4: 1 }), { behave: flaky(1) });
    await sendMany(lab, 60);
    const tries = [...Map.groupBy(lab.seen, idOf).values()].map((seen) => seen.map(({ pod }) => pod));
    assert.equal(tries.length, 60);
    // Envoy looks six times for another pod, so one retry in 700 returns to the same; without looking it would be 20 of 60.
    const same = tries.filter(([first, second]) => first === second).length;
    assert.ok(same <= 5, `${same} of 60 went to the same pod`);
  });

  test('a status is not tried again unless that is written', async (context) => {
    const lab = await startNamedBackends(context, 'envoy', rules(V1), { behave: flaky(2) });
    const received = await sendMany(lab, 5);
    assert.deepEqual([...new Set(received.map(({ status, attempt }) => `${status} ${attempt}`))], ['503 1']);
    assert.equal(lab.seen.length, 5);
  });

  test('what never reached a backend is tried twice more, and not where retries are off', async (context) => {
    const off = `match: [{ uri: { exact: "/off" } }], retries: { attempts: 0 }, ${to({ v2: 1 })}`;
    const lab = await startNamedBackends(context, 'envoy', rules(off, V1), { absent: ['v1', 'v2'] });
    const retries = (version: string) => counter(lab.adminPort, `${clusterOf(version)}.upstream_rq_retry`);
    assert.equal((await sendMany(lab, 1))[0]?.status, 503);
    assert.equal((await sendMany(lab, 1, { path: '/off' }))[0]?.status, 503);
    assert.deepEqual([await retries('v1'), await retries('v2')], [2, 0]);
  });

  test('a try that takes too long is one of the tries, where timeouts are tried again', async (context) => {
    const limits = 'retries: { attempts: 2, perTryTimeout: 200ms';
    const layout = rules(
      `match: [{ uri: { exact: "/again" } }], ${limits}, retryOn: gateway-error }, ${V1}`,
      `${limits} }, ${to({ v2: 1 })}`,
    );
    const held: (() => void)[] = [];
    const behave = () => new Promise<void>((resolve) => held.push(resolve));
    const lab = await startNamedBackends(context, 'envoy', layout, { behave });
    const tried = (version: string) => lab.seen.filter((one) => one.version === version).length;
    assert.equal((await sendMany(lab, 1, { path: '/again' }))[0]?.status, 504);
    assert.equal(tried('v1'), 3);
    assert.equal(await counter(lab.adminPort, `${clusterOf('v1')}.upstream_rq_per_try_timeout`), 3);
    // What Istio tries again without a word has reached no backend; these had.
    assert.equal((await sendMany(lab, 1))[0]?.status, 504);
    assert.equal(tried('v2'), 1);
    for (const release of held) release();
  });

  test('more than three retries at a time: the limit of Envoy itself is lifted', async (context) => {
    const lab = await startNamedBackends(context, 'envoy', written({ v1: 1 }), {
      behave: async (seen, response) => {
        await pause(50);
        if (Number(seen.headers['x-envoy-attempt-count']) < 3) response.statusCode = 503;
      },
    });
    const received = await Promise.all(Array.from({ length: 12 }, () => send(lab.portOf(INGRESS), { path: '/', host: 'a' })));
    assert.deepEqual([...new Set(received.map(({ status }) => status))], [200]);
  });
});

suite('envoy mirrors as Istio does', { skip: skipWithout('envoy') }, () => {
  const mirrored = (share: string) => rules(`mirror: { host: shop, subset: v2 }${share}, ${V1}`);
  const start = (context: TestContext, share: string) => startNamedBackends(context, 'envoy', mirrored(share));
  const copies = ({ seen }: NamedBackends) => seen.filter(({ version }) => version === 'v2');

  test('every copy arrives once, with the same id and the same host', async (context) => {
    const lab = await start(context, '');
    const received = await sendMany(lab, 100);
    assert.deepEqual([...new Set(received.map(({ version }) => version))], ['v1']);
    await untilArrived(lab, 'v2');
    const ids = copies(lab).map(idOf);
    assert.deepEqual(
      ids.map(Number).toSorted((a, b) => a - b),
      [...Array(100).keys()],
    );
    assert.deepEqual([...new Set(copies(lab).map(({ headers }) => headers.host))], ['shop.example.com']);
  });

  for (const share of [', mirrorPercent: 20', ', mirrorPercentage: { value: 20 }']) {
    test(`a fifth arrives of ${share.slice(2)}, none twice`, async (context) => {
      const lab = await start(context, share);
      await sendMany(lab, 500);
      await untilArrived(lab, 'v2');
      const ids = copies(lab).map(idOf);
      assert.equal(new Set(ids).size, ids.length);
      // 500 × 0.2 ± 4.9 standard deviations.
      assert.ok(ids.length > 56 && ids.length < 144, `${ids.length} of 500`);
    });
  }

  /** The versions that answered what was copied, of a split 80/20 with a mirror of a fifth. */
  async function answeredAndCopied(context: TestContext, share: string) {
    const split = to({ v1: 80, v3: 20 });
    const lab = await startNamedBackends(context, 'envoy', rules(`mirror: { host: shop, subset: v2 }${share}, ${split}`));
    await sendMany(lab, 400);
    await untilArrived(lab, 'v2');
    const copied = new Set(copies(lab).map(idOf));
    const answered = lab.seen.filter((one) => one.version !== 'v2' && copied.has(idOf(one)));
    assert.equal(answered.length, copied.size);
    return new Set(answered.map(({ version }) => version));
  }

  test('the old whole percent copies the first fifth of the weights: one number draws both', async (context) => {
    assert.deepEqual(await answeredAndCopied(context, ', mirrorPercent: 20'), new Set(['v1']));
  });

  test('the millionths of the new percentage copy from every version', async (context) => {
    // 4 % of 400 requests are copies of v3: none at all once in 10 million runs.
    assert.deepEqual(await answeredAndCopied(context, ', mirrorPercentage: { value: 20 }'), new Set(['v1', 'v3']));
  });

  test('nothing is copied where the share is 0', async (context) => {
    const lab = await start(context, ', mirrorPercentage: { value: 0 }');
    await sendMany(lab, 50);
    assert.equal(await counter(lab.adminPort, `${clusterOf('v2')}.upstream_rq_total`), 0);
    assert.equal(lab.seen.length, 50);
  });
});

suite('envoy breaks the circuit', { skip: skipWithout('envoy') }, () => {
  const LIMITED = `
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: { name: shop }
spec:
  host: shop
  trafficPolicy:
    connectionPool: { tcp: { maxConnections: 1 }, http: { http1MaxPendingRequests: 1, maxRequestsPerConnection: 1 } }
  subsets: [{ name: v1, labels: { version: v1 } }]
---`;
  const unlimited = [SHOP, virtualService('rules', ['*'], [V1])].join('');
  const limited = unlimited.replace(/\napiVersion: networking\.istio\.io\/v1\nkind: DestinationRule[\s\S]*?\n---/, LIMITED);
  const behave = () => pause(200);

  /** Statuses of `each` requests after another on each of `lanes` connections, and how far the counter rose. */
  async function press(context: TestContext, text: string, lanes: number, each: number) {
    const lab = await startNamedBackends(context, 'envoy', layoutOf(text), { behave });
    const overflow = () => counter(lab.adminPort, `${clusterOf('v1')}.upstream_rq_pending_overflow`);
    const before = await overflow();
    const lane = async () => {
      const received: Received[] = [];
      for (let n = 0; n < each; n += 1) received.push(await send(lab.portOf(INGRESS), { path: '/', host: 'shop' }));
      return received;
    };
    const received = (await Promise.all(Array.from({ length: lanes }, lane))).flat();
    return { received, rise: (await overflow()) - before };
  }

  test('one connection never overflows', async (context) => {
    const { received, rise } = await press(context, limited, 1, 6);
    assert.deepEqual([...new Set(received.map(({ status, isOverload }) => `${status} ${isOverload}`))], ['200 false']);
    assert.equal(rise, 0);
  });

  test('four do, and every refusal is counted', async (context) => {
    const { received, rise } = await press(context, limited, 4, 6);
    const refused = received.filter(({ isOverload }) => isOverload);
    assert.ok(refused.length > 0);
    assert.deepEqual([...new Set(refused.map(({ status }) => status))], [503]);
    assert.equal(refused.length, rise);
    assert.equal(received.filter(({ status }) => status === 200).length, received.length - rise);
  });

  test('four do not where nothing limits them', async (context) => {
    const { received, rise } = await press(context, unlimited, 4, 3);
    assert.deepEqual([...new Set(received.map(({ status }) => status))], [200]);
    assert.equal(rise, 0);
  });
});
