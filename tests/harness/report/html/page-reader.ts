import assert from 'node:assert/strict';
import { parseHTML } from 'linkedom';

/** A page as a reader finds it. */
export const readPage = (page: string) => parseHTML(page).document;

/** The cells of the table with this caption id, row by row, as text. Cells of the head are left out. */
export function cellsOf(page: ReturnType<typeof readPage>, id: string): readonly (readonly string[])[] {
  const table = page.getElementById(id)?.closest('table');
  assert.ok(table, `the page has a table ${id}`);
  return [...table.querySelectorAll('tbody tr')].map((row) => [...row.children].map((cell) => cell.textContent.trim()));
}

/** The details of a gate by their terms. */
export function factsOf(page: ReturnType<typeof readPage>, gate: string): ReadonlyMap<string, string> {
  const section = page.getElementById(`${gate}-facts`)?.closest('section');
  assert.ok(section, `the page has the facts of ${gate}`);
  return new Map([...section.querySelectorAll('dt')].map((dt) => [dt.textContent, dt.nextElementSibling?.textContent ?? '']));
}

const TAG = /<(\/?)([a-zA-Z][a-zA-Z0-9]*)((?:\s+[a-zA-Z][a-zA-Z0-9:-]*="[^"<]*")*)\s*(\/?)>/y;
const TEXT = /(?:[^<&\]]|\](?!\]>)|&(?:amp|lt|gt|quot|#[0-9]+);)+/y;

/** Throws unless the page is well-formed XML: every tag closed in order, every attribute quoted, every entity one that XML knows. */
export function assertWellFormed(page: string): void {
  const doctype = '<!DOCTYPE html>\n';
  assert.ok(page.startsWith(doctype));
  const open: string[] = [];
  let at = doctype.length;
  while (at < page.length) {
    TEXT.lastIndex = at;
    TAG.lastIndex = at;
    const tag = TAG.exec(page);
    if (tag === null) {
      assert.ok(TEXT.test(page), `neither text nor a tag: ${page.slice(at, at + 80)}`);
      at = TEXT.lastIndex;
      continue;
    }
    const [whole, closes, name = '', , empties] = tag;
    if (closes) assert.equal(open.pop(), name, `closes at ${page.slice(at, at + 80)}`);
    else if (!empties) open.push(name);
    at += whole.length;
  }
  assert.deepEqual(open, []);
}
