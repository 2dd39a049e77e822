import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { bareHost, bestFit, hostFit } from '../../../../../harness/routes/answer/match/host-text.ts';

describe('bareHost', () => {
  it('drops letter case, port, closing dot and brackets, and keeps addresses whole', () => {
    for (const [written, bare] of [
      ['Tomcat.Example.COM', 'tomcat.example.com'],
      ['tomcat.example.com:31380', 'tomcat.example.com'],
      ['tomcat.example.com.', 'tomcat.example.com'],
      ['reviews', 'reviews'],
      ['[::1]:8080', '::1'],
      ['[fe80::1]', 'fe80::1'],
      ['fe80::1', 'fe80::1'],
      ['10.0.0.1:80', '10.0.0.1'],
      [' a ', 'a'],
    ] as const)
      assert.equal(bareHost(written), bare);
  });

  it('says the same of what it said', () => {
    fc.assert(
      fc.property(fc.domain(), (host) => {
        assert.equal(bareHost(bareHost(host)), bareHost(host));
      }),
    );
  });
});

describe('hostFit', () => {
  it('takes names under a wildcard, not the name itself', () => {
    assert.equal(hostFit('*.example.com', 'example.com'), null);
    assert.equal(hostFit('*.example.com', '.example.com'), null);
    assert.notEqual(hostFit('*.example.com', 'a.b.example.com'), null);
    assert.notEqual(hostFit('*', 'anything'), null);
    assert.equal(hostFit('example.com', 'www.example.com'), null);
    assert.notEqual(hostFit('Example.com', 'example.com'), null);
  });

  it('prefers the exact name, then the longest wildcard, whatever the order', () => {
    const hosts = ['*', '*.com', '*.example.com', 'a.example.com'];
    for (const order of [hosts, hosts.toReversed()]) {
      assert.equal(bestFit(order, String, 'a.example.com'), 'a.example.com');
      assert.equal(bestFit(order, String, 'b.example.com'), '*.example.com');
      assert.equal(bestFit(order, String, 'b.com'), '*.com');
      assert.equal(bestFit(order, String, 'b.org'), '*');
    }
    assert.equal(bestFit([], String, 'a'), null);
  });
});
