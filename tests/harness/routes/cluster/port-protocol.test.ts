import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { portProtocol, protocolNamed } from '../../../../harness/routes/cluster/port-protocol.ts';

const of = (name: string | null, more: { port?: number; protocol?: string; appProtocol?: string } = {}) =>
  portProtocol({ name, port: more.port ?? 8080, protocol: more.protocol ?? null, appProtocol: more.appProtocol ?? null });

describe('portProtocol', () => {
  it('reads the name of the port up to its first dash', () => {
    for (const [name, protocol] of [
      ['http', 'http'],
      ['http-web', 'http'],
      ['HTTP-web', 'http'],
      ['http2', 'http2'],
      ['grpc-hello', 'grpc'],
      ['grpc-web', 'grpc'],
      ['grpc-web-x', 'grpc'],
      ['https', 'https'],
      ['tls-a-b', 'tls'],
      ['tcp', 'tcp'],
      ['mongo-db', 'mongo'],
      ['redis', 'redis'],
      ['mysql', 'mysql'],
      ['udp-dns', 'udp'],
    ] as const)
      assert.equal(of(name), protocol, name);
  });

  it('leaves other names to detection', () => {
    for (const name of [null, '', 'web', 'httpweb', 'http_web', '-http', 'my-http', 'status-port']) assert.equal(of(name), null);
  });

  it('lets appProtocol decide alone', () => {
    assert.equal(of('http', { appProtocol: 'tcp' }), 'tcp');
    assert.equal(of('http', { appProtocol: 'example.com/own' }), null);
    assert.equal(of('tcp', { appProtocol: 'kubernetes.io/h2c' }), 'http2');
    assert.equal(of('tcp', { appProtocol: 'kubernetes.io/ws' }), 'http');
    assert.equal(of('tcp', { appProtocol: 'kubernetes.io/wss' }), 'https');
    assert.equal(of('tcp', { appProtocol: 'GRPC' }), 'grpc');
  });

  it('knows UDP by its protocol, and four ports that are never detected', () => {
    assert.equal(of('http', { protocol: 'UDP', appProtocol: 'http' }), 'udp');
    assert.equal(of('http', { protocol: 'TCP' }), 'http');
    for (const port of [25, 53, 3306, 27017]) assert.equal(of('db', { port }), 'tcp');
    assert.equal(of('http', { port: 3306 }), 'http');
  });
});

describe('protocolNamed', () => {
  it('reads what a ServiceEntry writes, in any case', () => {
    assert.equal(protocolNamed('HTTP'), 'http');
    assert.equal(protocolNamed('http'), 'http');
    assert.equal(protocolNamed('GRPC-Web'), 'grpc');
    assert.equal(protocolNamed(null), null);
    assert.equal(protocolNamed('http-web'), null);
    assert.equal(protocolNamed('constructor'), null);
  });
});
