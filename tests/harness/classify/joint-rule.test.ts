import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { jointLabel, splitRules } from '../../../harness/classify/joint-rule.ts';

fc.configureGlobal({ seed: 20260131 });

/** The parts of a joint label: a plus after an even number of backslashes divides. */
const partsIn = (label: string): string[] => {
  const parts: string[] = [];
  let part = '';
  for (const piece of label.split(/(?<=\+)/)) {
    const [, slashes = ''] = /(\\*)\+?$/.exec(piece) ?? [];
    const isEnd = piece.endsWith('+') && slashes.length % 2 === 0;
    const bare = piece.slice(0, piece.length - slashes.length - (piece.endsWith('+') ? 1 : 0));
    part += bare + '\\'.repeat(Math.floor(slashes.length / 2)) + (piece.endsWith('+') && !isEnd ? '+' : '');
    if (isEnd) {
      parts.push(part);
      part = '';
    }
  }
  return [...parts, part];
};

describe('splitRules', () => {
  for (const [text, rules] of [
    ['status', ['status']],
    ['hop:1+hop:2', ['hop:1', 'hop:2']],
    ['status+header:x-attempt', ['status', 'header:x-attempt']],
    ['header:a+b', ['header:a+b']],
    ['header:a+b+line', ['header:a+b', 'line']],
    ['header:a+statuses', ['header:a+statuses']],
    ['header:a+STATUS', ['header:a', 'STATUS']],
    ['header:a+Word:1', ['header:a', 'Word:1']],
    ['status+regex:(a+line)+word:1', ['status', 'regex:(a+line)+word:1']],
    ['json:/a+status', ['json:/a+status']],
    ['auto+latency:1s+podinfo', ['auto', 'latency:1s', 'podinfo']],
    ['+status', ['', 'status']],
    ['status+', ['status+']],
    ['status+mirror', ['status', 'mirror']],
  ] as const) {
    it(`cuts ${text}`, () => assert.deepEqual(splitRules(text), rules));
  }

  it('loses nothing', () => {
    const soup = fc.array(fc.constantFrom('+', 'status', 'hop:1', 'header:x', 'regex:', 'a', 'json:/'), { maxLength: 12 });
    fc.assert(fc.property(soup, (pieces) => assert.equal(splitRules(pieces.join('')).join('+'), pieces.join(''))));
  });
});

describe('jointLabel', () => {
  it('joins by a plus', () => {
    assert.equal(jointLabel(['front-tomcat-v1', 'bill-service-v2']), 'front-tomcat-v1+bill-service-v2');
    assert.equal(jointLabel(['200', '3']), '200+3');
    assert.equal(jointLabel(['a\\x3c', 'b']), 'a\\x3c+b');
  });

  it('is none where a part is none', () => {
    assert.equal(jointLabel(['200', null]), null);
    assert.equal(jointLabel([null, '3', 'x']), null);
  });

  it('never makes two different answers look alike', () => {
    assert.equal(jointLabel(['1.0+b5', 'c']), '1.0\\+b5+c');
    const part = fc.string({ unit: fc.constantFrom(...'+\\ab'), minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(fc.array(part, { minLength: 2, maxLength: 3 }), (parts) => {
        assert.deepEqual(partsIn(jointLabel(parts) ?? ''), parts);
      }),
      { numRuns: 1000 },
    );
  });

  it('is cut like every label, and keeps what is cut apart', () => {
    const long = 'x'.repeat(150);
    const [one, two] = [jointLabel([long, `${long}1`]) ?? '', jointLabel([long, `${long}2`]) ?? ''];
    assert.equal(one.length, 201);
    assert.notEqual(one, two);
  });
});
