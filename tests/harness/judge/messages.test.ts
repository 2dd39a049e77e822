import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { counting, failed, labelled } from './given.ts';
import { sentences, withId } from './sentences.ts';

describe('messagesFor', () => {
  it('puts the decisive sentence first, then what explains it', () => {
    const ids = (all: readonly string[]): string[] => all.map((sentence) => sentence.split(' ')[0] ?? '');
    assert.deepEqual(ids(sentences([90, 10, 0], counting([905, 95, 0]))), ['M-PASS', 'M-LEAK']);
    assert.deepEqual(ids(sentences([80, 20], counting([1000, 0]))), ['M-FAIL', 'M-STARVED', 'M-ALLSAME']);
    assert.deepEqual(ids(sentences([80, 20], counting([79_400, 20_600]), { tolerancePoints: 2 })), ['M-EQUIV', 'M-NOTE']);
    assert.deepEqual(ids(sentences([80, 20], counting([10, 5]))), ['M-PASS', 'M-LOWPOWER', 'M-EXACT']);
  });

  it('adds to a leak that the shares are wrong too, and otherwise keeps shares out of it', () => {
    const both = sentences([90, 10, 0], counting([500, 498, 2]));
    assert.match(both[1] ?? '', /^M-FAIL v2 got 49\.9 %/);
    assert.equal(sentences([90, 10, 0], counting([900, 98, 2])).length, 1);
    assert.equal(sentences([80, 20], counting([500, 0], { failures: [failed('timeout', 5)] })).length, 1);
  });

  it('never lets a name or an example from the network act on a terminal', () => {
    const nasty = fc
      .array(fc.constantFrom('\u001b[2J', '\n', '\u0000', '\u009b', '\u202e', 'x', '\ud800'), { minLength: 1, maxLength: 12 })
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(nasty, nasty, fc.boolean(), (name, example, allowUnknown) => {
        const tally = counting([60, 12], {
          labels: [labelled(name, 3, { failing: 1 })],
          failures: [failed('timeout', 9, { example })],
        });
        for (const sentence of sentences([80, 20], tally, { allowUnknown })) {
          assert.doesNotMatch(sentence, /[\p{Cc}\p{Cf}\p{Cs}]/u);
        }
      }),
    );
  });

  it('stays short with a thousand versions', () => {
    const weights = Array.from({ length: 1000 }, () => 1);
    const all = sentences(weights, counting(Array.from({ length: 1000 }, (_, i) => (i < 500 ? 0 : 40))));
    assert.ok(all.length <= 8 && all.join('').length < 2500, `${all.length} messages`);
    const strangers = Array.from({ length: 60 }, (_, i) => labelled(`s${i}`, 1));
    assert.equal(withId('M-STRUCT', sentences([80, 20], counting([800, 200], { labels: strangers }))).length, 4);
  });
});
