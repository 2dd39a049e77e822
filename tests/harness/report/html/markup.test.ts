import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { parseHTML } from 'linkedom';
import { html, trusted } from '../../../../harness/report/html/markup.ts';
import { printable } from '../../../../harness/report/printable.ts';
import { HOSTILE_MARKUP } from './reports.ts';

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ maxLength: 300 }),
  fc.constantFrom(...HOSTILE_MARKUP),
);

/** What a browser makes of the piece `<p title="…">…</p>`. */
const readBack = (text: string) => {
  const { document } = parseHTML(`<html><body>${html`<p title="${text}">${text}</p>`}</body></html>`);
  return { elements: document.querySelectorAll('body *').length, p: document.querySelector('p') };
};

describe('html', () => {
  it('reads back as the printable text, in an element and in an attribute, whatever the text is', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { elements, p } = readBack(text);
        assert.equal(elements, 1);
        assert.equal(p?.textContent, printable(text, 2000));
        assert.equal(p?.getAttribute('title'), printable(text, 2000));
      }),
    );
  });

  it('leaves no character that begins or ends markup', () => {
    fc.assert(fc.property(anyText, (text) => assert.doesNotMatch(String(html`${text}`), /[<>"']|&(?!(?:amp|lt|gt|quot|#39);)/)));
  });

  it('joins pieces, lists and numbers as they are, and nothing for null', () => {
    assert.equal(
      String(html`<ul>${['a', 2, html`<li/>`].map((item) => html`<li>${item}</li>`)}${null}</ul>`),
      '<ul><li>a</li><li>2</li><li><li/></li></ul>',
    );
  });

  it('keeps what this program wrote as markup', () => assert.equal(String(html`${trusted('<svg/>')}`), '<svg/>'));

  it('cuts megabytes', () => assert.ok(String(html`${'<'.repeat(1_000_000)}`).length < 9_000));
});
