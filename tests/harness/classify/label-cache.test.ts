import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { createLabelCache } from '../../../harness/classify/label-cache.ts';

fc.configureGlobal({ seed: 20260131 });

describe('createLabelCache', () => {
  it('reads a repeated answer once, and copies its bytes', () => {
    let reads = 0;
    const cached = createLabelCache((text) => {
      reads += 1;
      return text;
    });
    const bytes = Buffer.from('v1');
    assert.equal(cached(bytes), 'v1');
    assert.equal(cached(Buffer.from('v1')), 'v1');
    assert.equal(reads, 1);
    bytes.write('v2');
    assert.equal(cached(bytes), 'v2');
    assert.equal(cached(Buffer.from('v1')), 'v1');
    assert.equal(reads, 2);
  });

  it('remembers that nothing was found, and decodes bad UTF-8', () => {
    let reads = 0;
    const cached = createLabelCache(() => {
      reads += 1;
      return null;
    });
    assert.deepEqual([cached(Buffer.from('x')), cached(Buffer.from('x')), reads], [null, null, 1]);
    assert.equal(createLabelCache((text) => text)(Buffer.from([0x61, 0xff, 0x62])), 'a\ufffdb');
  });

  it('tells apart what differs only where it is not hashed, however much of it there is', () => {
    const cached = createLabelCache((text) => text.slice(60, 66));
    for (const round of [1, 2]) {
      for (let number = 0; number < 200; number += 1) {
        const middle = String(number).padStart(6, '0');
        assert.equal(cached(Buffer.from(`${'x'.repeat(60)}${middle}${'x'.repeat(60)}`)), middle, `round ${round}`);
      }
    }
  });

  it('never gives a wrong label when it overflows', () => {
    const cached = createLabelCache((text) => text);
    for (let number = 0; number < 5000; number += 1) {
      assert.equal(cached(Buffer.from(`v${number % 3000}`)), `v${number % 3000}`);
    }
    const large = (number: number) => Buffer.alloc(60_000, `${number} `);
    for (let number = 0; number < 60; number += 1) {
      assert.equal(cached(large(number)), large(number).toString());
    }
  });

  it('agrees with reading afresh', () => {
    const cached = createLabelCache((text) => text);
    const decoder = new TextDecoder();
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 4 }), (bytes) => assert.equal(cached(Buffer.from(bytes)), decoder.decode(bytes))),
      {
        numRuns: 2000,
      },
    );
  });
});
