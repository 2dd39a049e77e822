import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { inProcess } from '../cli/command.ts';
import { reportOfRoutes } from './routes.ts';
import { textOf } from './scenarios.ts';

/** By set and host: version or category, share in percent. */
async function percentages(...args: readonly string[]): Promise<Record<string, Record<string, number>>> {
  const { sets } = await reportOfRoutes(args);
  return Object.fromEntries(
    sets.flatMap(({ name, answers }) =>
      answers.map(({ host, shares }) => [
        `${name.split('/').at(-1)} ${host}`,
        Object.fromEntries(shares.map((share) => [share.name, share.share * 100])),
      ]),
    ),
  );
}

const REVIEWS = 'reviews.default.svc.cluster.local';

describe('what scenarios answer', () => {
  it('hello-vm: 30/60/10, on machines and on their stand-ins', async () => {
    const host = 'hello2-svc.http-reciprocal-hello.svc.cluster.local';
    const args = ['manifests/hello-vm', '--host', host, '--path', '/hello/eric'];
    const shares = { v1: 30, v2: 60, v3: 10 };
    assert.deepEqual(await percentages(...args), { [`istio ${host}`]: shares, [`kind ${host}`]: shares });
    const { code, stdout } = await inProcess(['routes', ...args]);
    assert.equal(code, 0);
    assert.match(stdout, /v1 +30 % +30[\s\S]*v2 +60 % +60[\s\S]*v3 +10 % +10/);
  });

  it('bookinfo-multicluster: jason gets v2 and v3, 50/50, everybody else v1', async () => {
    const jason = await percentages('manifests/bookinfo-multicluster', '-H', 'end-user: jason');
    assert.deepEqual(jason[`cluster1 ${REVIEWS}`], { v2: 50, v3: 50 });
    const other = await percentages('manifests/bookinfo-multicluster', '-H', 'end-user: luffy');
    assert.deepEqual(other[`cluster1 ${REVIEWS}`], { v1: 100 });
    const { code, stdout } = await inProcess(['routes', 'manifests/bookinfo-multicluster']);
    assert.equal(code, 0);
    assert.match(stdout, /header end-user = jason\n[\s\S]*v2 +50 % +50[\s\S]*v3 +50 % +50[\s\S]*everything\n[\s\S]*v1 +100 %/);
  });

  it("bookinfo-multicluster: cluster 2's gateway takes the version from the server name and splits nothing", async () => {
    for (const version of ['v2', 'v3']) {
      const name = `outbound_.9080_.${version}_.${REVIEWS}`;
      const shares = await percentages('manifests/bookinfo-multicluster/cluster2', '--host', name, '--port', '15443');
      assert.deepEqual(shares, { [`cluster2 ${name}`]: { [version]: 100 } });
      assert.ok(textOf('bookinfo-multicluster/cluster1/reviews.yaml').includes(`sni: ${name}\n`));
    }
  });

  it('ratings-delay: luffy goes to v2 for a second at most, ratings take two', async () => {
    const told = async (...args: readonly string[]) => {
      const { sets } = await reportOfRoutes(['manifests/ratings-delay/istio', ...args]);
      return sets[0]?.answers[0]?.effects.join('; ') ?? '';
    };
    assert.match(await told('--host', 'reviews.bookinfo', '-H', 'end-user: luffy'), /timeout 1 s/);
    assert.doesNotMatch(await told('--host', 'reviews.bookinfo'), /timeout/);
    assert.match(await told('--host', 'ratings.bookinfo'), /100 % delayed by 2 s/);
  });

  it('httpbin: mirrored, retried and limited as their names say', async () => {
    const told = async (overlay: string, host: string) => {
      const { sets } = await reportOfRoutes([`manifests/${overlay}`, '--target', `http://${host}/httpbin/get`]);
      return sets[0]?.answers[0]?.effects.join('; ') ?? '';
    };
    for (const api of ['istio', 'gateway-api']) {
      assert.match(await told(`httpbin-mirror/${api}/mirror-100`, 'httpbin-mirror.bookinfo.com'), /100 % mirrored/);
      assert.match(await told(`httpbin-mirror/${api}/mirror-20`, 'httpbin-mirror.bookinfo.com'), /20 % mirrored/);
    }
    assert.match(await told('httpbin-retries/istio', 'httpbin-retries.bookinfo.com'), /3 retries at most on 5xx, 2 s per try/);
    assert.match(await told('httpbin-circuit-breaker/istio', 'httpbin-breaker.bookinfo.com'), /1 connection/);
  });

  const NODE_PORTS = [
    ['tcp-echo/istio', 31400, 31400],
    ['tcp-echo-custom-port/istio', 28674, 30674],
    ['hello-vm/kind', 8004, 30804],
    ['bill-service/istio/nginx', 80, 31995],
  ] as const;

  it('a request to a nodePort comes in at the port of the gateway', async () => {
    for (const [overlay, port, nodePort] of NODE_PORTS) {
      const { sets } = await reportOfRoutes([`manifests/${overlay}`, '--port', String(nodePort)]);
      assert.ok(
        sets[0]?.answers.some(({ entry }) => entry.includes(`:${port} `)),
        overlay,
      );
    }
  });

  it('a port of the ingress is shown with its nodePort', async () => {
    for (const [overlay, , nodePort] of NODE_PORTS) {
      const { stdout } = await inProcess(['routes', `manifests/${overlay}`]);
      assert.match(stdout, new RegExp(`\\bnodePort ${nodePort}\\b`), overlay);
    }
  });

  it('a weight that somebody changes changes the answer', async () => {
    const rule = textOf('bookinfo/istio/reviews-90-10/reviews.yaml');
    const { sets } = await reportOfRoutes(
      ['-', '--host', 'reviews.bookinfo', '--from', 'mesh'],
      rule.replace('weight: 90', 'weight: 30'),
    );
    assert.deepEqual(
      sets[0]?.answers[0]?.shares.map(({ name, share }) => [name, share]),
      [
        ['v1', 0.75],
        ['v2', 0.25],
        ['v3', 0],
      ],
    );
  });
});
