import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { jointLabel, splitRules } from '../../../../harness/classify/joint-rule.ts';
import { PRESETS } from '../../../../harness/classify/presets.ts';
import { partsOf, rulesOf } from '../../../../harness/report/html/joint-labels.ts';

const RULES = [
  'auto',
  'line',
  'body',
  'status',
  'mirror',
  'word:2',
  'hop:1',
  'header:x+y',
  'json:/a',
  'regex:(a+)',
  'latency:5ms',
  ...PRESETS,
];

describe('rulesOf', () => {
  it('divides a rule where the reader of rules does', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...RULES), { minLength: 1, maxLength: 3 }), (rules) => {
        assert.deepEqual(rulesOf(rules.join('+')), splitRules(rules.join('+')));
      }),
    );
  });
});

describe('partsOf', () => {
  const part = fc.string({ unit: fc.constantFrom('a', '+', '\\', ' ', '<', 'é'), minLength: 1, maxLength: 12 });

  it('gives back what a joint label was made of', () => {
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 3 }), (labels) => {
        const joint = jointLabel(labels);
        // A label is trimmed, which may cut the blanks of its ends.
        fc.pre(joint !== null && labels.join('').trim() === labels.join('') && labels.every((label) => label.trim() === label));
        assert.deepEqual(partsOf(joint), labels);
      }),
    );
  });

  it('makes one part of a label without a plus', () => assert.deepEqual(partsOf('v1'), ['v1']));
});
