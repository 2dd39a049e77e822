import assert from 'node:assert/strict';
import { isIPv4, isIPv6 } from 'node:net';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  isFullName,
  isHost,
  isIpAddress,
  isSubnet,
  isWithin,
} from '../../../../../harness/routes/forms/istio-rules/host-form.ts';

describe('names and addresses', () => {
  it('tells hosts from what is none', () => {
    for (const host of ['a', 'a.b', 'a.b.', '*', '*.a', '*-a.b', '*a.b', 'A-1.b', `${'a'.repeat(63)}.b`])
      assert.ok(isHost(host), host);
    for (const host of [
      '',
      '.',
      'a..b',
      'a_b',
      'a:80',
      'http://a',
      'a.*',
      '-a',
      'a-',
      '10.0.0.1',
      'a b',
      `${'a'.repeat(64)}.b`,
      'a.'.repeat(200),
    ])
      assert.ok(!isHost(host), host);
    assert.ok(isFullName('a.b') && !isFullName('*.b') && !isFullName('1'));
  });

  it('knows the addresses that Node knows', () => {
    const parts = fc.constantFrom('0', '1', '10', '255', '256', '01', 'ffff', '10000', '', 'g', '1.2.3.4', '1.2.3');
    const written = fc.tuple(fc.constantFrom('.', ':', '::'), fc.array(parts, { maxLength: 9 })).map(([by, all]) => all.join(by));
    const mixed = fc
      .tuple(fc.array(parts, { maxLength: 5 }), fc.array(parts, { maxLength: 5 }))
      .map(([a, b]) => `${a.join(':')}::${b.join(':')}`);
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV6(), written, mixed), (text) =>
        assert.equal(isIpAddress(text), isIPv4(text) || isIPv6(text), text),
      ),
      { numRuns: 2000 },
    );
  });

  it('reads ranges of addresses', () => {
    for (const text of ['10.0.0.0/8', '10.0.0.1', '::/0', '10.0.0.0/32']) assert.ok(isSubnet(text), text);
    for (const text of ['10.0.0.0/33', '10.0.0.0/', '10.0.0/8', '::/129', 'a/8', '10.0.0.0/8/8', ''])
      assert.ok(!isSubnet(text), text);
  });

  it('knows which host stands for which', () => {
    assert.ok(isWithin('a.b', 'a.b') && isWithin('a.b', '*.b') && isWithin('*.a.b', '*.b') && isWithin('a', '*'));
    assert.ok(!isWithin('a.b', 'b') && !isWithin('*.b', 'a.b') && !isWithin('*.b', '*.a.b') && !isWithin('b', '*.b'));
  });
});
