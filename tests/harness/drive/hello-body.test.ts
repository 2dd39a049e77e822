import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { helloRequestOf } from '../../../harness/drive/hello-body.ts';

describe('helloRequestOf', () => {
  for (const [body, request] of [
    [null, { name: 'weighbridge', replies: 0, pauseMs: 0 }],
    ['{}', { name: 'weighbridge', replies: 0, pauseMs: 0 }],
    ['{"name":"eric"}', { name: 'eric', replies: 0, pauseMs: 0 }],
    ['{"name":"","replies":3,"pause_ms":10}', { name: '', replies: 3, pauseMs: 10 }],
    [' {"pauseMs": 4294967295} ', { name: 'weighbridge', replies: 0, pauseMs: 4_294_967_295 }],
    ['{"replies":3.0}', { name: 'weighbridge', replies: 3, pauseMs: 0 }],
  ] as const)
    it(`reads ${body}`, () => assert.deepEqual(helloRequestOf(body), request));

  for (const [body, message] of [
    ['', /not JSON; write the fields of HelloRequest as JSON, such as \{"name":"eric"/],
    ['name=eric', /not JSON/],
    ['"eric"', /no object/],
    ['[]', /no object/],
    ['null', /no object/],
    ['{"nam":"eric"}', /HelloRequest has no field "nam"; it has name, replies and pause_ms/],
    ['{"__proto__":1}', /has no field "__proto__"/],
    ['{"toString":1}', /has no field "toString"/],
    ['{"name":7}', /name is 7; write a text, such as "eric"/],
    ['{"name":null}', /name is null; write a text/],
    ['{"name":"\\ud800"}', /name is "\\ud800"; write a text/],
    ['{"replies":"3"}', /replies is "3"; write a whole number from 0 to 4294967295/],
    ['{"replies":-1}', /replies is -1/],
    ['{"replies":1.5}', /replies is 1\.5/],
    ['{"replies":4294967296}', /replies is 4294967296/],
    ['{"pause_ms":true}', /pause_ms is true/],
    ['{"pause_ms":1,"pauseMs":1}', /the same field; write one of them/],
  ] as const)
    it(`refuses ${body}`, () => assert.throws(() => helloRequestOf(body), { name: 'RangeError', message }));

  it('throws nothing but a RangeError of one short line', () => {
    const json = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.json(),
      fc.dictionary(fc.string(), fc.jsonValue()).map((v) => JSON.stringify(v)),
    );
    fc.assert(
      fc.property(
        fc.oneof(
          json,
          fc.record({ name: fc.jsonValue(), replies: fc.jsonValue() }).map((v) => JSON.stringify(v)),
        ),
        (body) => {
          try {
            const { name, replies } = helloRequestOf(body);
            assert.ok(typeof name === 'string' && Number.isInteger(replies));
          } catch (error) {
            assert.ok(error instanceof RangeError, String(error));
            assert.doesNotMatch(error.message, /[\p{Cc}\p{Zl}\p{Zp}]/u);
            assert.ok(error.message.length < 250);
          }
        },
      ),
    );
  });
});
