import assert from 'node:assert/strict';
import { globSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { suite, test } from 'node:test';
import { GATEWAY_FOLDER } from '../../../../harness/lab/containers/container-gateway.ts';
import { type LabParts, planContainers } from '../../../../harness/lab/containers/plan-containers.ts';
import { LabError } from '../../../../harness/lab/lab-error.ts';
import { layoutOf } from '../../../lab/containers/layout-of.ts';
import { REPOSITORY } from '../../../lab/run-program.ts';

const certificates = { authority: '/home/me/ca.pem', certificate: '/home/me/lab.pem', key: '/home/me/lab.key' };
const KINDS = ['envoy', 'nginx', 'haproxy'] as const;
const OVERLAYS = globSync('**/kustomization.yaml', { cwd: join(REPOSITORY, 'manifests') })
  .map(dirname)
  .sort();

const PLAIN = { kind: 'envoy', name: 'lab', certificates, options: {}, evidence: null, neighbours: [] } as const;

const plan = async (overlay: string, more: Partial<LabParts> = {}) =>
  planContainers({ ...PLAIN, layout: await layoutOf(overlay), ...more });

test('the image, the arguments and the command of a Deployment are what its container gets', async () => {
  const { pods } = await plan('tcp-echo/istio');
  const seen = pods.map(({ image, entrypoint, command }) => [image.name, image.isPublished, entrypoint, command]);
  assert.deepEqual(seen, [
    ['tcp-echo:0.1.0', false, null, ['9000', 'one']],
    ['tcp-echo:0.1.0', false, null, ['9000', 'two']],
  ]);
});

test('a missing workload image is told with its line and how to build it', async () => {
  const [pod] = (await plan('tcp-echo/istio')).pods;
  const error = pod?.image.missing('it is built, not pulled');
  assert.ok(error !== undefined && !(error instanceof LabError), 'the machine lacks it, the manifests are right');
  assert.match(
    error.message,
    /tcp-echo\.yaml:\d+\) is not on this machine, .*docker build --target tcp-echo --tag tcp-echo:0\.1\.0 \.$/,
  );
});

test('names that a pod calls become ports of the gateway, and its own address is the one of the layout', async () => {
  const { pods, portOf, layout } = await plan('bill-service/istio/gateway');
  const front = pods.find(({ pod }) => pod.id.includes('front-tomcat-v1'));
  const called = layout.listeners.find(({ id }) => id === 'mesh bill-service.istio-demo.svc.cluster.local:9999');
  assert.ok(front !== undefined && called !== undefined);
  assert.equal(front.env.HTTP_HELLO_BACKEND, `lab-gateway:${portOf(called)}`);
  assert.equal(front.env.POD_IP, front.pod.ip);
  assert.equal(front.env.PORT, '8080', 'the port of the Deployment is the real one');
});

test('every listener has a port of its own, and none has the admin page', async () => {
  const { layout, portOf, adminPort } = await plan('bookinfo/istio/gateway');
  const ports = layout.listeners.map(portOf);
  assert.equal(new Set([...ports, adminPort]).size, ports.length + 1);
});

test('the configuration has addresses of pods, their real ports and certificates as the container sees them', async () => {
  const { program } = await plan('bill-service/istio/https');
  const text = program((id) => `ip-of-${id}`).configuration(GATEWAY_FOLDER);
  assert.match(text, /ip-of-lab-istio-demo\.front-tomcat-v1\.0",\s*"port_value": 8080/);
  assert.match(text, /ip-of-lab-istio-demo\.bill-service-v2\.0",\s*"port_value": 8001/);
  assert.ok(text.includes(`${GATEWAY_FOLDER}/lab.pem`));
  assert.ok(!text.includes('/home/me'));
});

test('a machine outside of the cluster is refused by every gateway', async () => {
  for (const kind of KINDS)
    await assert.rejects(plan('hello-vm/istio', { kind }), (error: Error) => {
      assert.ok(error instanceof LabError, String(error));
      return true;
    });
});

test('pods whose names differ only in where the namespace ends are two containers', async () => {
  const layout = await layoutOf('tcp-echo/istio');
  const [pod] = layout.pods;
  assert.ok(pod !== undefined);
  const twins = ['a-b/c/0', 'a/b-c/0'].map((id) => ({ ...pod, id }));
  const { pods } = planContainers({ ...PLAIN, layout: { ...layout, pods: twins } });
  assert.equal(new Set(pods.map(({ name }) => name)).size, 2);
});

test('only pods whose log is evidence write a line per request', async () => {
  const layout = await layoutOf('httpbin-mirror/istio/mirror-100');
  const podIds = new Set(layout.pods.map(({ id }) => id).filter((id) => id.includes('v2')));
  assert.equal(podIds.size, 1);
  const { pods } = planContainers({ ...PLAIN, layout, evidence: { path: '/nowhere', podIds } });
  for (const { pod, env, isWitness } of pods) {
    assert.equal(isWitness, podIds.has(pod.id));
    assert.equal(env.LOG, isWitness ? 'requests' : undefined);
  }
});

test('an address outside of the cluster is the gateway of the neighbour that has its port', async () => {
  const neighbour = await plan('bookinfo-multicluster/cluster2', { name: 'other' });
  const { program } = await plan('bookinfo-multicluster/cluster1', { neighbours: [neighbour] });
  const listener = neighbour.layout.listeners.find(({ kind, port }) => kind === 'gateway' && port === 15_443);
  assert.ok(listener !== undefined);
  const text = program((name) => `ip-of-${name}`).configuration(GATEWAY_FOLDER);
  assert.match(text, new RegExp(`ip-of-other-gateway",\\s*"port_value": ${neighbour.portOf(listener)}`));
});

test('an address outside of the cluster without a neighbour is refused with its line', async () => {
  await assert.rejects(plan('bookinfo-multicluster/cluster1'), (error: Error) => {
    assert.ok(error instanceof LabError);
    assert.match(error.message, /cluster2-gateway\.yaml:\d+: the lab does not leave this machine for 203\.0\.113\.10; .*peer$/);
    return true;
  });
});

test('the official nginx loads no module, unless somebody says so', async () => {
  const written = async (options: LabParts['options']) =>
    (await plan('tcp-echo/istio', { kind: 'nginx', options })).program(() => '192.0.2.1').configuration(GATEWAY_FOLDER);
  assert.ok(!(await written({})).includes('load_module'));
  assert.match(await written({ nginxStreamModule: 'load_module mine.so;' }), /^load_module mine\.so;$/m);
});

suite('every overlay is planned, or the plan says with file and line why not', () => {
  for (const overlay of OVERLAYS) {
    test(overlay, async () => {
      for (const kind of KINDS) {
        try {
          const { pods, layout } = await plan(overlay, { kind });
          assert.equal(pods.length, layout.pods.length);
        } catch (error) {
          assert.ok(error instanceof LabError, String(error));
          assert.match(error.message, /^\S+\.yaml:\d+: .+; .+$/);
        }
      }
    });
  }
});
