import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { isPreset, PRESETS, readPreset } from '../../../harness/classify/presets.ts';

fc.configureGlobal({ seed: 20260131 });

const echoBasic = (pod: string) =>
  JSON.stringify(
    {
      path: '/',
      host: 'example.com',
      method: 'GET',
      proto: 'HTTP/1.1',
      headers: { Pod: ['fake'] },
      namespace: 'ns',
      ingress: '',
      service: '',
      pod,
      sni: '',
    },
    null,
    1,
  );

const ISTIO = `ServiceVersion=v1
ServicePort=8080
Host=a:80
URL=/
Cluster=c
IstioVersion=
Method=GET
Proto=HTTP/1.1
IP=10.0.0.1
Alpn=
RequestHeader=X:ServiceVersion=v9
Hostname=a-v1-7f9c8d5b6-x2x9z
`;

const WHOAMI = `Hostname: whoami-v2-7f9c8d5b6-x2x9z
IP: 127.0.0.1
IP: 10.1.0.7
RemoteAddr: 10.1.0.1:1234
GET / HTTP/1.1
Host: whoami
Name: forged
`;

describe('presets', () => {
  it('echo-basic: the workload of the pod', () => {
    assert.equal(readPreset('echo-basic', echoBasic('infra-backend-v1-7f9c8d5b6-x2x9z')), 'infra-backend-v1');
    assert.equal(readPreset('echo-basic', echoBasic('web-v1-0')), 'web-v1');
    assert.equal(readPreset('echo-basic', '{"message":"no"}'), null);
  });

  it('istio-echo: the service version, failing that the workload', () => {
    assert.equal(readPreset('istio-echo', ISTIO), 'v1');
    assert.equal(readPreset('istio-echo', ISTIO.replace('ServiceVersion=v1', 'ServiceVersion=')), 'a-v1');
    assert.equal(readPreset('istio-echo', ISTIO.replaceAll(/^/gm, '[0 body] ')), 'v1');
    assert.equal(readPreset('istio-echo', ISTIO.replaceAll('\n', '\r\n')), 'v1');
    assert.equal(readPreset('istio-echo', 'upstream connect error'), null);
  });

  it('helloworld: the version', () => {
    assert.equal(readPreset('helloworld', 'Hello version: v1, instance: helloworld-v1-7f9c8d5b6-x2x9z\n'), 'v1');
    assert.equal(readPreset('helloworld', 'Helloworld is healthy'), null);
  });

  it('podinfo: the version, as written', () => {
    assert.equal(
      readPreset('podinfo', '{\n  "hostname": "podinfo-1",\n  "version": "6.10.0",\n  "color": "#34577c"\n}'),
      '6.10.0',
    );
    assert.equal(readPreset('podinfo', '{"code":503}'), null);
  });

  it('whoami: the name if there is one, else the workload; the echoed request is not believed', () => {
    assert.equal(readPreset('whoami', WHOAMI), 'whoami-v2');
    assert.equal(readPreset('whoami', `Name: blue\n${WHOAMI}`), 'blue');
    assert.equal(readPreset('whoami', WHOAMI.replace('whoami-v2-7f9c8d5b6-x2x9z', '3f2a9c1b7d4e')), '3f2a9c1b7d4e');
    assert.equal(readPreset('whoami', '{"hostname":"w-0","name":"green"}'), 'green');
    assert.equal(readPreset('whoami', '{"hostname":"w-0"}'), 'w');
    assert.equal(readPreset('whoami', '404 page not found'), null);
  });

  it('knows its own names only', () => {
    assert.ok(PRESETS.every(isPreset));
    assert.ok(!isPreset('toString'));
  });

  it('never throws, whatever the answer', () => {
    fc.assert(
      fc.property(fc.constantFrom(...PRESETS), fc.string({ unit: 'binary' }), (preset, text) => {
        const label = readPreset(preset, text);
        assert.ok(label === null || typeof label === 'string');
      }),
    );
  });
});
