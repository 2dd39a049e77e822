import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, it } from 'node:test';
import { freePort } from '../lab/free-port.ts';
import { startGateway } from '../lab/gateways/running-gateway.ts';
import { skipWithout } from '../lab/parts.ts';
import { build } from './kustomize.ts';
import { textOf } from './scenarios.ts';

const CONFIGURATION = textOf('bill-service/istio/nginx/front-tomcat.conf');
const UPSTREAM = /server (\S+):(\d+);/;

describe('nginx before the nodePort', () => {
  it('is sent to the nodePort that the overlay opens', () => {
    const services = build('bill-service/istio/nginx').filter(({ value }) => value.metadata.name === 'front-tomcat-ingress');
    assert.equal(UPSTREAM.exec(CONFIGURATION)?.[2], String(services[0]?.value.spec.ports[0].nodePort));
  });

  it('speaks HTTP/1.1 and keeps the host', { skip: skipWithout('nginx') }, async () => {
    const seen: string[] = [];
    const gateway = createServer((request, response) => {
      seen.push(`${request.httpVersion} ${request.headers.host} ${request.url}`);
      response.end('Hello');
    }).listen(0, '127.0.0.1');
    await once(gateway, 'listening');
    const listenPort = await freePort();
    const nginx = await startGateway(
      {
        program: 'nginx',
        fileName: 'nginx.conf',
        configuration: (folder) => aroundOnLoopback(folder, listenPort, (gateway.address() as AddressInfo).port),
        args: (folder, file) => ['-p', folder, '-e', 'stderr', '-c', file],
      },
      listenPort,
    );
    try {
      const request = get({ host: '127.0.0.1', port: listenPort, path: '/bills', headers: { host: 'tomcat.istio-demo.com' } });
      const [response] = (await once(request, 'response')) as [IncomingMessage];
      response.resume();
      assert.equal(response.statusCode, 200);
      assert.deepEqual(seen, ['1.1 tomcat.istio-demo.com /bills']);
    } finally {
      await nginx.stop();
      gateway.close();
    }
  });
});

/** The file of the scenario in an nginx of the test: another port, another node, and paths that anybody may write. */
function aroundOnLoopback(folder: string, listenPort: number, nodePort: number): string {
  const own = CONFIGURATION.replace(UPSTREAM, `server 127.0.0.1:${nodePort};`)
    .replace('listen 80;', `listen 127.0.0.1:${listenPort};`)
    .replace(/ *listen \[::\]:80;\n/, '');
  const paths = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((kind) => `${kind}_temp_path ${folder}/${kind};`);
  return `daemon off;\nmaster_process off;\npid ${folder}/nginx.pid;\nevents {}\nhttp {\naccess_log off;\n${paths.join('\n')}\n${own}}\n`;
}
