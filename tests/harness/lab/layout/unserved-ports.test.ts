import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { refuseUnservedPorts } from '../../../../harness/lab/layout/unserved-ports.ts';
import { readRoutes } from '../../../../harness/routes/read-routes.ts';
import { overlayLayouts } from '../gateways/laid-out.ts';

/** A service and one workload: its target port, and what stands in the container. */
const refuse = (targetPort: string, container: string, replicas = 1) => {
  const text = `
apiVersion: v1
kind: Service
metadata: { name: shop }
spec:
  selector: { app: shop }
  ports:
    - { name: http, port: 80, targetPort: ${targetPort} }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: shop }
spec:
  replicas: ${replicas}
  selector: { matchLabels: { app: shop } }
  template:
    metadata: { labels: { app: shop } }
    spec: { containers: [{ name: main, ${container} }] }
`;
  return refuseUnservedPorts(readRoutes([{ file: 'a.yaml', text }], 'default').services);
};

const HELLO = 'image: "registry.example/team/http-hello:0.1.0"';
const NAMED = 'ports: [{ name: web, containerPort: 8001 }, { name: admin, containerPort: 9 }]';
const ON_9 = 'env: [{ name: AT, value: "9" }, { name: PORT, value: $(AT) }]';
const ECHO = 'image: tcp-echo@sha256:00, args: ["9000,9001", hello]';

describe('a port of a service', () => {
  it('may lead to any port that its pods listen on', () => {
    refuse('8001', HELLO);
    refuse('web', `${HELLO}, ${NAMED}`);
    refuse('9', `${HELLO}, ${ON_9}`);
    refuse('admin', `${HELLO}, ${NAMED}, ${ON_9}`);
    refuse('9000', ECHO);
    refuse('9001', ECHO);
  });

  const fix = 'correct targetPort, or what the pods listen on';
  for (const [targetPort, container, problem] of [
    ['8002', HELLO, 'leads to port 8002 of the pods of default/shop, which listen on 8001'],
    ['admin', `${HELLO}, ${NAMED}`, 'leads to port 9 of the pods of default/shop, which listen on 8001'],
    ['8001', `${HELLO}, ${ON_9}`, 'leads to port 8001 of the pods of default/shop, which listen on 9'],
    ['9002', ECHO, 'leads to port 9002 of the pods of default/shop, which listen on 9000, 9001'],
  ] as const)
    it(`is refused by its line where it ${problem}`, () =>
      assert.throws(() => refuse(targetPort, container), {
        name: 'LabError',
        message: `a.yaml:8: port 80 ${problem}; ${fix}`,
      }));

  it('is refused where no container has the name', () =>
    assert.throws(() => refuse('wbe', `${HELLO}, ${NAMED}`), {
      name: 'LabError',
      message:
        'a.yaml:8: port 80 leads to a port called wbe, and the pods of default/shop have none of that name; correct targetPort, or give the port of the container that name',
    }));

  it('is not asked about where nothing runs, or nothing of ours', () => {
    refuse('8002', HELLO, 0);
    refuse('8002', 'image: nginx:1.29');
    refuse('8002', `${HELLO}, env: [{ name: PORT, value: eighty }]`);
  });

  it('leads somewhere in every overlay', async () => {
    for (const { name, layout } of await overlayLayouts())
      assert.doesNotThrow(() => refuseUnservedPorts(layout.table.services), name);
  });
});
