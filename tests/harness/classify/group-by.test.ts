import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { type GroupBy, groupByText, parseGroupBy, type SingleRule } from '../../../harness/classify/group-by.ts';
import { PRESETS } from '../../../harness/classify/presets.ts';

fc.configureGlobal({ seed: 20260131 });

describe('parseGroupBy', () => {
  for (const [text, expected] of [
    ['auto', { rule: 'auto' }],
    ['line', { rule: 'line' }],
    ['body', { rule: 'body' }],
    ['status', { rule: 'status' }],
    ['word:1', { rule: 'word', number: 1 }],
    ['hop:2', { rule: 'hop', number: 2 }],
    ['header:X-Version', { rule: 'header', name: 'x-version' }],
    ['json:/a~1b/0', { rule: 'json', pointer: '/a~1b/0' }],
    ['json:/', { rule: 'json', pointer: '/' }],
    ['regex:version[:=](\\S+)', { rule: 'regex', pattern: 'version[:=](\\S+)' }],
    ['regex:v(\\d+(?:\\.\\d+)*)', { rule: 'regex', pattern: 'v(\\d+(?:\\.\\d+)*)' }],
    ['latency:250ms', { rule: 'latency', thresholdMs: 250 }],
    ['latency:1.5s', { rule: 'latency', thresholdMs: 1500 }],
    ['latency:0.1s', { rule: 'latency', thresholdMs: 100 }],
    ['latency:8.2s', { rule: 'latency', thresholdMs: 8200 }],
    ['echo-basic', { rule: 'preset', preset: 'echo-basic' }],
    ['whoami', { rule: 'preset', preset: 'whoami' }],
    ['mirror', { rule: 'mirror' }],
    [
      'hop:1+hop:2',
      {
        rule: 'joint',
        parts: [
          { rule: 'hop', number: 1 },
          { rule: 'hop', number: 2 },
        ],
      },
    ],
    [
      'status+header:X-Attempt+regex:a+line',
      {
        rule: 'joint',
        parts: [{ rule: 'status' }, { rule: 'header', name: 'x-attempt' }, { rule: 'regex', pattern: 'a+line' }],
      },
    ],
    [
      'auto+latency:1s+whoami',
      {
        rule: 'joint',
        parts: [{ rule: 'auto' }, { rule: 'latency', thresholdMs: 1000 }, { rule: 'preset', preset: 'whoami' }],
      },
    ],
  ] as const) {
    it(`reads ${text}`, () => {
      assert.deepEqual(parseGroupBy(text), expected);
      assert.deepEqual(parseGroupBy(groupByText(parseGroupBy(text))), expected);
    });
  }

  for (const [text, reason] of [
    ['', /there is no such rule; write one of auto, word:N/],
    ['words:1', /no such rule/],
    ['constructor', /no such rule/],
    ['__proto__:x', /no such rule/],
    ['Auto', /no such rule/],
    ['auto:1', /auto takes nothing after it/],
    ['podinfo:x', /podinfo takes nothing/],
    ['word', /number from 1 to 1000; write word:1/],
    ['word:0', /number from 1/],
    ['word:-1', /number from 1/],
    ['word:1.5', /number from 1/],
    ['word:1e2', /number from 1/],
    ['hop:1001', /number from 1/],
    ['header:', /name of a header/],
    ['header:x version', /name of a header/],
    ['json:', /JSON pointer/],
    ['json:version', /JSON pointer/],
    ['json:/a~2', /JSON pointer/],
    ['regex:', /pattern of 1 to 1000/],
    ['regex:(', /Invalid regular expression/],
    [`regex:${'a'.repeat(1001)}`, /pattern of 1 to 1000/],
    ['regex:(a+)+$', /nested repetitions/],
    ['latency:', /duration/],
    ['latency:0ms', /duration/],
    ['latency:-1s', /duration/],
    ['latency:5', /duration/],
    ['latency:2h', /duration/],
    ['latency:61m', /duration/],
    ['status\u001b[2J', /no such rule/],
    ['status+', /there is no rule status\+; write one of auto, .* joined such as hop:1\+hop:2/],
    ['status+hop', /there is no rule status\+hop;/],
    ['status + hop:1', /no rule/],
    ['status+hop:0', /hop needs a number from 1/],
    ['hop:1+hop:2x', /hop needs a number/],
    ['hop:1+hopp:2', /hop needs a number/],
    ['header:a+STATUS', /no such rule/],
    ['status+json:x', /JSON pointer/],
    ['status+regex:(a+)+$', /nested repetitions/],
    ['hop:1+hop:1', /hop:1 stands twice/],
    ['latency:1s+latency:1000ms', /latency:1000ms stands twice/],
    ['status+auto+line+body', /4 rules are joined; join 3 at most/],
    ['mirror:1', /no such rule/],
    ['status+mirror', /cannot be joined .*; write mirror alone/],
    ['mirror+status', /write mirror alone/],
  ] as const) {
    it(`refuses ${JSON.stringify(text.slice(0, 30))}`, () => {
      assert.throws(
        () => parseGroupBy(text),
        (error) => {
          assert.ok(error instanceof RangeError);
          assert.match(error.message, reason);
          assert.match(error.message, /^--group-by .*; /);
          assert.doesNotMatch(error.message, /\p{Cc}/u);
          return true;
        },
      );
    });
  }

  it('reads back every rule it writes', () => {
    const rule: fc.Arbitrary<GroupBy> = fc.oneof(
      fc.record({ rule: fc.constantFrom('auto', 'line', 'body', 'status') }),
      fc.record({ rule: fc.constantFrom('word', 'hop'), number: fc.integer({ min: 1, max: 1000 }) }),
      fc.record({ rule: fc.constant('header'), name: fc.stringMatching(/^[a-z0-9-]{1,20}$/) }),
      fc.record({ rule: fc.constant('json'), pointer: fc.stringMatching(/^(\/([a-z]|~0|~1)*){1,5}$/) }),
      fc.record({ rule: fc.constant('latency'), thresholdMs: fc.integer({ min: 1, max: 3_600_000_000 }).map((us) => us / 1000) }),
      fc.record({ rule: fc.constant('preset'), preset: fc.constantFrom(...PRESETS) }),
    ) as fc.Arbitrary<GroupBy>;
    fc.assert(fc.property(rule, (groupBy) => assert.deepEqual(parseGroupBy(groupByText(groupBy)), { ...groupBy })));
  });

  it('reads back every joint rule it writes', () => {
    const open: fc.Arbitrary<SingleRule> = fc.oneof(
      fc.record({ rule: fc.constantFrom('auto', 'line', 'body', 'status') }),
      fc.record({ rule: fc.constantFrom('word', 'hop'), number: fc.integer({ min: 1, max: 1000 }) }),
      fc.record({ rule: fc.constant('header'), name: fc.stringMatching(/^[a-z+-]{0,4}x$/) }),
      fc.record({ rule: fc.constant('latency'), thresholdMs: fc.integer({ min: 1, max: 3_600_000 }) }),
      fc.record({ rule: fc.constant('preset'), preset: fc.constantFrom(...PRESETS) }),
    ) as fc.Arbitrary<SingleRule>;
    const greedy: fc.Arbitrary<SingleRule> = fc.oneof(
      fc.record({ rule: fc.constant('json'), pointer: fc.constantFrom('/a+status', '/x', '/hop:1+hop:2') }),
      fc.record({ rule: fc.constant('regex'), pattern: fc.constantFrom('a+line', 'b+', '(\\w+)x+status') }),
    ) as fc.Arbitrary<SingleRule>;
    const parts = fc
      .tuple(
        fc.uniqueArray(open, { minLength: 1, maxLength: 2, selector: (one) => JSON.stringify(one) }),
        fc.option(greedy),
        open,
      )
      .map(([first, last, other]) => [...first, last ?? other])
      .filter((rules) => new Set(rules.map((rule) => groupByText(rule))).size === rules.length);
    fc.assert(
      fc.property(parts, (rules) => {
        const joint: GroupBy = { rule: 'joint', parts: rules.map((rule) => ({ ...rule })) };
        assert.deepEqual(parseGroupBy(groupByText(joint)), joint);
      }),
    );
  });

  it('throws nothing but a RangeError', () => {
    const soup = fc
      .tuple(
        fc.constantFrom('status+', 'hop:1+header:', 'header:a+', 'word:', 'regex:', 'json:', 'latency:', 'header:', ''),
        fc.string({ unit: 'binary', maxLength: 12 }),
      )
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(soup, (text) => {
        try {
          const groupBy = parseGroupBy(text);
          assert.deepEqual(parseGroupBy(groupByText(groupBy)), groupBy);
        } catch (error) {
          assert.ok(error instanceof RangeError, String(error));
          assert.doesNotMatch(error.message, /\p{Cc}/u);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
