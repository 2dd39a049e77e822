import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { markdownParagraph, markdownText } from '../../../harness/report/markdown-text.ts';
import { printable } from '../../../harness/report/printable.ts';
import { HOSTILE_LABELS } from './cases.ts';
import { HOSTILE_MARKUP } from './reports.ts';

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.constantFrom(...Object.values(HOSTILE_MARKUP), ...Object.values(HOSTILE_LABELS).map((label) => label.slice(0, 200))),
  fc
    .array(fc.constantFrom(...'&<>|`\\*_[]~$@#1:/.-+=! a', 'http://', 'www.', '\n', '&#60;', '<!--', '-->'), { maxLength: 20 })
    .map((pieces) => pieces.join('')),
);

/** What a reader of CommonMark shows of a text that has neither markup nor line breaks. */
const ENTITIES: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&#124;': '|',
  '&#96;': '`',
  '&#92;': '\\',
};
const shown = (markdown: string) =>
  markdown.replaceAll(/<!-- -->|&#?\w+;|\\([!-/:-@[-`{-~])/g, (found, escaped) =>
    found === '<!-- -->' ? '' : (ENTITIES[found] ?? escaped),
  );

describe('markdownText', () => {
  it('escapes what means something', () => {
    assert.equal(
      markdownText('a|b <i> `c` \\ &amp; *d* [e](f)'),
      'a&#124;b &lt;i&gt; &#96;c&#96; &#92; &amp;amp; \\*d\\* \\[e\\](f)',
    );
    assert.equal(markdownText('@octo #1 http://a www.b tcp://c # d'), '@<!-- -->octo #<!-- -->1 http\\://a www\\.b tcp://c # d');
    assert.equal(markdownText('one\ntwo\u202e'), 'one&#92;u{a}two&#92;u{202e}');
  });

  it('shows every text as it is, on one line, without markup', () => {
    fc.assert(
      fc.property(text, (given) => {
        const markdown = markdownText(given);
        assert.equal(shown(markdown), printable(given, Number.POSITIVE_INFINITY));
        assert.doesNotMatch(markdown.replaceAll('<!-- -->', ' '), /[<>|`\n]|(?<!\\)[*_[\]~$]|@\w|(?<!&)#\d|https?:\/\/|www\./i);
      }),
      { numRuns: 500 },
    );
  });

  it('is cut where it is told to', () => {
    assert.equal(markdownText('**********', 5), '\\*\\*\\*\\*…');
  });
});

describe('markdownParagraph', () => {
  it('begins nothing but a paragraph', () => {
    for (const [given, expected] of [
      ['# one', '\\# one'],
      ['- one', '\\- one'],
      ['+ one', '\\+ one'],
      ['===', '\\==='],
      ['1. one', '1\\. one'],
      ['12) one', '12\\) one'],
      ['::error::one', '\\::error::one'],
      ['    one', 'one'],
      ['2 of 3 gates', '2 of 3 gates'],
      ['1.5 %', '1.5 %'],
      ['1.', '1\\.'],
    ] as const)
      assert.equal(markdownParagraph(given), expected);
  });

  it('shows every text as it is', () => {
    fc.assert(
      fc.property(text, (given) => {
        const paragraph = markdownParagraph(given);
        assert.equal(shown(paragraph), printable(given, Number.POSITIVE_INFINITY).trim());
        assert.doesNotMatch(paragraph, /^([#+\-=>:]|\d+[.)](\s|$)| {4})/);
      }),
      { numRuns: 500 },
    );
  });
});
