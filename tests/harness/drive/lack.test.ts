import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { lackDetail, lackOf } from '../../../harness/drive/lack.ts';

/** An error as Node makes it. */
function systemError(code: string, syscall = 'connect', address = '127.0.0.1'): Error {
  return Object.assign(new Error(`${syscall} ${code} ${address}:80`), { code, syscall, address });
}

const whatOf = (error: unknown): string | null => lackOf(error)?.what ?? null;

describe('lackOf', () => {
  it('knows what this machine may run out of', () => {
    for (const [code, what] of [
      ['EADDRNOTAVAIL', 'port'],
      ['EADDRINUSE', 'port'],
      ['EMFILE', 'handle'],
      ['ENFILE', 'handle'],
      ['EAGAIN', 'memory'],
      ['ENOBUFS', 'memory'],
      ['ENOMEM', 'memory'],
    ])
      assert.deepEqual(lackOf(systemError(code!)), { what, code, address: '127.0.0.1' });
    assert.equal(whatOf(systemError('EMFILE', 'getaddrinfo')), 'handle', 'a name server cannot be asked without a handle');
  });

  it('finds no lack in what the target said, nor once something may have left', () => {
    for (const code of ['ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'EHOSTUNREACH', 'EACCES', 'EAI_AGAIN', 'constructor'])
      assert.equal(lackOf(systemError(code)), null, code);
    for (const syscall of ['write', 'read', 'listen', '']) assert.equal(lackOf(systemError('ENOBUFS', syscall)), null, syscall);
    for (const error of [new Error('EMFILE'), 'EMFILE', null, undefined, 5, {}]) assert.equal(lackOf(error), null);
  });

  it('finds one among the addresses of a name, whatever their order', () => {
    const refused = systemError('ECONNREFUSED', 'connect', '::1');
    const noPort = systemError('EADDRNOTAVAIL');
    const noHandle = systemError('EMFILE', 'connect', '::1');
    assert.equal(whatOf(new AggregateError([refused, noPort])), 'port');
    assert.equal(whatOf(new AggregateError([noPort, refused])), 'port');
    assert.equal(whatOf(new AggregateError([noHandle, systemError('ECONNREFUSED')])), 'handle');
    assert.equal(whatOf(new AggregateError([refused, systemError('ECONNREFUSED')])), null);
    assert.equal(whatOf(new AggregateError([])), null);
  });

  it('takes IPv6 without an address for no lack beside an answer over IPv4', () => {
    const noAddress = systemError('EADDRNOTAVAIL', 'connect', '::1');
    assert.equal(whatOf(new AggregateError([noAddress, systemError('ECONNREFUSED')])), null);
    assert.equal(whatOf(new AggregateError([noAddress, systemError('EADDRNOTAVAIL')])), 'port');
    assert.equal(whatOf(noAddress), 'port', 'alone it may be either');
  });
});

describe('lackDetail', () => {
  it('names the limit, the time and the remedy, and fits into a report', () => {
    const lack = fc.record({
      what: fc.constantFrom('port' as const, 'handle' as const, 'memory' as const),
      code: fc.constantFrom('EADDRNOTAVAIL', 'EMFILE', 'ENOBUFS'),
      address: fc.string(),
    });
    fc.assert(
      fc.property(lack, fc.integer({ min: 1, max: 99_999 }), (one, waitedMs) => {
        const detail = lackDetail(one, waitedMs);
        assert.ok(detail.includes(one.code) && detail.includes(` for ${waitedMs} ms`) && detail.includes('(-c)'));
        assert.ok(detail.length <= 120, detail);
      }),
    );
    assert.doesNotMatch(lackDetail({ what: 'port', code: 'X', address: '' }, 0), / ms/);
  });
});
