/**
 * Characters that must not reach a terminal or a log as they are: controls (C0, DEL, C1), line and paragraph
 * separators, the byte-order mark, invisible joiners and the direction overrides that can make text read as other text
 * (Unicode TR 36), lone surrogates, and noncharacters, which XML has no place for. Also the start of `##[command]` and
 * `##vso[command]`, which CI runners obey wherever in a line it stands (their comparison does not see marks);
 * `without-commands.ts` has the commands that only begin a line.
 */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{NChar}]|#(?=\p{M}*#\p{M}*\w*\p{M}*\[)/gu;

/** A text from the network made safe to print: unsafe characters become `\u{…}`, the rest is cut at `maxColumns` of a terminal. */
export function printable(text: string, maxColumns = 60): string {
  const escaped = text.replace(UNSAFE, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
  let kept = '';
  let columns = 0;
  let marks = 0;
  for (const character of escaped) {
    const width = columnsOf(character);
    // Marks are drawn over the character before them; hundreds of them are drawn over the lines above.
    marks = width === 0 ? marks + 1 : 0;
    if (marks > MOST_MARKS) continue;
    if (columns + width > maxColumns) return `${trimTo(kept, maxColumns - 1)}…`;
    kept += character;
    columns += width;
  }
  return kept;
}

const MOST_MARKS = 8;

/** The longest start of `text` that takes at most `columns`. */
function trimTo(text: string, columns: number): string {
  let kept = text;
  while (columnsOf(kept) > columns) kept = [...kept].slice(0, -1).join('');
  return kept;
}

/** The same text inside JSON: the value does not change, but no unsafe character stands in the file. */
export function safeJson(value: unknown): string {
  const json = JSON.stringify(value, null, 2);
  return json.replace(/[^\P{C}\n]|[\p{Zl}\p{Zp}]|#(?=\p{M}*#\p{M}*\w*\p{M}*\[)/gu, (character) =>
    [...Array(character.length).keys()].map((i) => `\\u${character.charCodeAt(i).toString(16).padStart(4, '0')}`).join(''),
  );
}

/** Columns that a text takes in a terminal: wide East Asian characters and emoji take two, combining marks none. */
export function columnsOf(text: string): number {
  let columns = 0;
  for (const character of text.replace(/\p{M}/gu, '')) columns += WIDE.test(character) ? 2 : 1;
  return columns;
}

const WIDE =
  /[\p{Emoji_Presentation}\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]/u;
