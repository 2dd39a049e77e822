import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { parseGroupBy } from '../../../harness/classify/group-by.ts';
import { firstLineDecides, textRule } from '../../../harness/classify/text-rule.ts';

fc.configureGlobal({ seed: 20260131 });

const read = (rule: string, text: string, source: 'tcp' | 'other' = 'other') => textRule(parseGroupBy(rule), source)?.(text);

describe('textRule', () => {
  for (const [rule, text, label] of [
    ['auto', 'Hello eric(10.0.0.1)<-Hola eric(10.0.0.2)\n', 'Hello<-Hola'],
    ['auto', 'plain text\nmore', 'plain text'],
    ['word:1', '  one two', 'one'],
    ['word:2', 'one\ntwo', 'two'],
    ['word:3', 'one two', null],
    ['word:1000', 'x '.repeat(999), null],
    ['line', 'v1 \r\nv2', 'v1'],
    ['line', '\nv2', null],
    ['body', '\n a\nb \n', 'a\nb'],
    ['json:/v', '{"v":"x"}', 'x'],
    ['regex:v=(\\w+)', 'a\nv=blue;', 'blue'],
    ['regex:^v\\d', 'a\nv7', 'v7'],
    ['regex:a(b)?', 'ac', 'a'],
    ['regex:x', 'y', null],
    ['regex:\\s*', '  ', null],
    ['hop:2', 'Hello a(1.1.1.1)<-Bonjour b(1.1.1.1)\r\n', 'Bonjour'],
    ['podinfo', '{"version":"1"}', '1'],
  ] as const) {
    it(`${rule} reads ${JSON.stringify(label)} off ${JSON.stringify(text.slice(0, 20))}`, () =>
      assert.equal(read(rule, text), label));
  }

  it('auto is the first word of a tcp answer', () => assert.equal(read('auto', 'one hello1', 'tcp'), 'one'));

  it('does not read rules that are no text', () => {
    for (const rule of ['header:x', 'status', 'latency:1s']) {
      assert.equal(textRule(parseGroupBy(rule), 'other'), null);
    }
  });

  it('needs no more than the first line where it says so', () => {
    const rules = ['auto', 'line', 'hop:1', 'hop:2'];
    fc.assert(
      fc.property(fc.constantFrom(...rules), fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (rule, line, rest) => {
        fc.pre(!line.includes('\n'));
        assert.ok(firstLineDecides(parseGroupBy(rule)));
        for (const source of rule === 'auto' ? (['other'] as const) : (['other', 'tcp'] as const)) {
          assert.equal(read(rule, `${line}\n${rest}`, source), read(rule, line, source));
        }
      }),
    );
    assert.ok(!firstLineDecides(parseGroupBy('body')));
  });
});
