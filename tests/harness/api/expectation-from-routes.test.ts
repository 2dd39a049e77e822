import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { expectationFromRoutes, type Manifests } from '../../../harness/api/expectation-from-routes.ts';
import type { RoutesOptions } from '../../../harness/api/options.ts';
import { UsageError } from '../../../harness/cli/usage-error.ts';
import { ROOT } from '../../cli/command.ts';

const text = `apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: cart, namespace: shop }
spec:
  hosts: [cart.shop.svc.cluster.local]
  http:
    - route:
        - { destination: { host: cart-v1.shop.svc.cluster.local }, weight: 90 }
        - { destination: { host: cart-v2.shop.svc.cluster.local }, weight: 10 }
`;
const CART: RoutesOptions = { target: 'http://cart.shop.svc.cluster.local/', from: 'mesh' };

const refused = (manifests: Manifests, options: RoutesOptions, message: RegExp) =>
  assert.rejects(
    expectationFromRoutes(manifests, options),
    (error) => error instanceof UsageError && message.test(error.message),
  );

describe('expectationFromRoutes', () => {
  it('gives weights and shares with the lines that they come from', async () => {
    const { expect, versions, notes } = await expectationFromRoutes({ text, file: 'cart.yaml' }, CART);
    assert.equal(expect, 'cart-v1=90,cart-v2=10');
    assert.deepEqual(versions, [
      { name: 'cart-v1', weight: '90', share: 0.9, place: { file: 'cart.yaml', line: 8 } },
      { name: 'cart-v2', weight: '10', share: 0.1, place: { file: 'cart.yaml', line: 9 } },
    ]);
    assert.match(notes[0] ?? '', /^expected by VirtualService shop\/cart at cart\.yaml:7 /);
  });

  it('reads files and folders, and takes names for the versions', async () => {
    const folder = `${ROOT}manifests/tcp-echo/istio`;
    const asked = { target: 'tcp://tcp-echo.example:31400', labels: ['one', 'two'] };
    for (const manifests of [folder, [folder]]) {
      const { expect, versions } = await expectationFromRoutes(manifests, asked);
      assert.equal(expect, 'one=80,two=20');
      assert.ok(versions[0]?.place?.file.endsWith('manifests/tcp-echo/istio/virtual-service.yaml'));
    }
  });

  it('names texts that have no name', async () => {
    const { versions } = await expectationFromRoutes([{ text: '' }, { text }], CART);
    assert.deepEqual(versions[0]?.place, { file: 'manifest 2', line: 8 });
  });

  it('refuses what says nothing about the request', async () => {
    await refused({ text }, {}, /^expectationFromRoutes: target is missing/);
    await refused({ text }, { target: 'http://other.example/', from: 'mesh' }, /^--routes/);
    await refused({ text: 'a: [' }, CART, /^--routes: manifest 1:1: not valid YAML/);
    await refused({ text }, { target: 'nonsense' }, /nonsense/);
    await refused([], CART, /no manifests/);
    await refused('-', CART, /names of files, or objects with text/);
    await refused(['a.yaml', { text }] as unknown as string[], CART, /names of files, or objects with text/);
    await refused({ text: 5 } as unknown as string, CART, /names of files, or objects with text/);
    await refused('no-such-file.yaml', CART, /^--routes no-such-file\.yaml: there is no such file/);
    await refused({ text }, { ...CART, requests: 5 } as RoutesOptions, /^expectationFromRoutes: unknown option "requests"/);
  });
});
