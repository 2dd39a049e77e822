import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { readCommandLine } from '../../../harness/cli/command-line.ts';
import { type LabManifests, labPlanner } from '../../../harness/cli/lab-setup.ts';
import { manifestReader } from '../../../harness/cli/manifest-reader.ts';
import { UsageError } from '../../../harness/cli/usage-error.ts';
import { parseTarget } from '../../../harness/expect/target.ts';
import { fakeHost, scratch } from '../../cli/command.ts';
import { HAND_BUILT, SHOP, to, virtualService } from '../../lab/gateways/hand-built.ts';

const folder = scratch();
const file = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

const optionsOf = (args: readonly string[]) => {
  const command = readCommandLine(['verify', 'http://h:1/', ...args], {});
  assert.ok(command.verb === 'verify');
  return command.options;
};

const planner = () => {
  const plan = labPlanner(manifestReader(fakeHost([]).host));
  return (manifests: string | LabManifests, target: string, ...args: readonly string[]) =>
    plan(typeof manifests === 'string' ? { overlay: [manifests], peers: [] } : manifests, optionsOf(args), parseTarget(target));
};

const refused = async (...asked: Parameters<ReturnType<typeof planner>>): Promise<string> => {
  const error = await planner()(...asked).then(
    ({ listener }) => assert.fail(`it goes in at ${listener.id}`),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof UsageError, String(error));
  return error.message.replaceAll(`${folder}/`, '');
};

const BOOKINFO = 'manifests/bookinfo/istio/paths';
const REVIEWS = 'http://bookinfo.com/reviews/0';

describe('the lab of a gate', () => {
  it('is the same for gates of the same manifests, whatever they ask', async () => {
    const plan = planner();
    const gateway = await plan(BOOKINFO, REVIEWS, '--from', 'gateway/productpage-gateway');
    const mesh = await plan(BOOKINFO, 'http://ratings.bookinfo:9080/ratings/1', '--from', 'mesh');
    assert.equal(mesh.key, gateway.key);
    assert.equal(mesh.layout, gateway.layout);
    assert.deepEqual([gateway.listener.id, mesh.listener.kind], ['gateway ingress :80', 'mesh']);
    assert.ok(gateway.layout.listeners.includes(mesh.listener));
  });

  it('is another for other manifests, peers, gateways, runtimes and namespaces', async () => {
    const plan = planner();
    const [cluster1, cluster2] = ['manifests/bookinfo-multicluster/cluster1', 'manifests/bookinfo-multicluster/cluster2'];
    const page = 'http://istio-ingressgateway.istio-system/productpage';
    const labs = [
      await plan(BOOKINFO, REVIEWS),
      await plan(BOOKINFO, REVIEWS, '--gateway', 'nginx'),
      await plan(BOOKINFO, REVIEWS, '--gateway', 'nginx:random'),
      await plan(BOOKINFO, REVIEWS, '--runtime', 'docker'),
      await plan(BOOKINFO, REVIEWS, '--namespace', 'shop'),
      await plan('manifests/bookinfo/gateway-api/paths', REVIEWS),
      await plan({ overlay: [cluster1], peers: [] }, page),
      await plan({ overlay: [cluster1], peers: [cluster2] }, page),
    ];
    assert.equal(new Set(labs.map(({ key }) => key)).size, labs.length);
    assert.deepEqual(labs[2]?.gateway, { kind: 'nginx', options: { nginxBalance: 'random' } });
    assert.deepEqual([labs[3]?.runtime, labs[7]?.peers.length], ['docker', 1]);
  });

  it('is told: manifests, gateway, pods, those of peers included, and containers', async () => {
    const shop = file('shop.yaml', HAND_BUILT);
    const plan = planner();
    assert.deepEqual((await plan(shop, 'http://a/')).notes, [`lab ${shop}: envoy, 6 pods`]);
    const single = file(
      'single.yaml',
      `${SHOP}${virtualService('a', ['*'], [to({ v1: 1 })])}`
        .replaceAll('replicas: 1', 'replicas: 0')
        .replace('replicas: 3', 'replicas: 1'),
    );
    const [note] = (await plan(single, 'http://a/', '--runtime', 'docker', '--gateway', 'haproxy')).notes;
    assert.equal(note, `lab ${single}: haproxy, 1 pod in containers`);
    assert.deepEqual((await plan({ overlay: [shop], peers: [shop] }, 'http://a/')).notes, [`lab ${shop}: envoy, 12 pods`]);
  });

  it('lets requests of a probe in where any client goes in', async () => {
    const plan = planner();
    const chain = await plan(
      'manifests/bill-service/istio/gateway',
      'http://tomcat.istio-demo.com/bills',
      ...['--from', 'mesh', '--probe', 'http://bill-service.istio-demo:9999/bills'],
    );
    assert.equal(chain.listener.kind, 'gateway');
    const inside = await plan('manifests/bill-service/istio/mesh', 'http://bill-service.istio-demo:9999/', '--from', 'outside');
    assert.equal(inside.listener.kind, 'outside');
  });

  it('stands for an Ingress by the service behind it, and says so', async () => {
    const probe = ['--from', 'outside', '--probe', 'http://front-tomcat.istio-demo:8080/'];
    const { listener, notes } = await planner()(
      'manifests/bill-service/istio/ingress',
      'http://tomcat.istio-demo.com/',
      ...probe,
    );
    assert.equal(listener.kind, 'outside');
    assert.deepEqual(notes.slice(1), [
      'nothing in the lab listens for tomcat.istio-demo.com:80: requests go in at front-tomcat.istio-demo:8080',
    ]);
  });

  it('is refused for a target that nothing listens for, with the ports that there are', async () => {
    const shop = file('shop.yaml', HAND_BUILT);
    const ports = 'ask for one of the ports 80';
    assert.match(
      await refused(shop, 'http://a:81/'),
      new RegExp(`^--lab: shop\\.yaml:\\d+: nothing in this lab listens for a:81; ${ports}$`),
    );
    assert.match(await refused(shop, 'tcp://a:9', '--from', 'outside'), /listens for a:9; /);
    const probe = ['--from', 'outside', '--probe', 'http://b:82/'];
    assert.match(await refused(shop, 'http://a:81/', ...probe), /listens for b:82; /);
  });

  it('is refused for what the gateway cannot do, by file, line, field and fix', async () => {
    const mirrored = `${SHOP}${virtualService('a', ['*'], [`mirror: { host: shop, subset: v4 }, ${to({ v1: 1 })}`])}`;
    const path = file('mirrored.yaml', mirrored);
    const line = mirrored.split('\n').findIndex((one) => one.includes('mirror:')) + 1;
    const fix = 'use the gateway envoy, or leave it out for the lab';
    for (const gateway of ['nginx', 'haproxy'])
      assert.match(
        await refused(path, 'http://a/', '--gateway', gateway),
        new RegExp(`^--lab: mirrored\\.yaml:${line}: .*mirror.*; ${fix}$`),
      );
    assert.ok((await planner()(path, 'http://a/')).layout.pods.length > 0);
    const peers = { overlay: [file('shop.yaml', HAND_BUILT)], peers: [path] };
    assert.match(await refused(peers, 'http://a/', '--gateway', 'nginx'), /^--lab: mirrored\.yaml:\d+: /);
  });

  it('is refused for manifests with faults, whichever gate asks', async () => {
    const plan = planner();
    const broken = file('broken.yaml', SHOP.replace('targetPort: 8001', 'targetPort: {}'));
    for (let gate = 0; gate < 2; gate += 1)
      await assert.rejects(plan(broken, 'http://a/'), /^UsageError: --lab: \S+broken\.yaml:\d+: /);
    assert.match(await refused(join(folder, 'none'), 'http://a/'), /^--lab none: there is no such file or folder; /);
    const peers = [join(folder, 'none')];
    assert.match(await refused({ overlay: [BOOKINFO], peers }, REVIEWS), /^--lab-peer none: there is no such file or folder; /);
    assert.match(await refused('manifests/bookinfo', REVIEWS), /^--lab manifests\/bookinfo: holds \d+ overlays \(.*name it$/);
  });
});
