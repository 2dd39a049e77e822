/** One element of an XML document; texts and CDATA sections joined, entities resolved. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  readonly text: string;
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
/** What XML 1.0 allows in a document (production 2). */
const LEGAL = /^[\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u;
const TOKEN = /<!\[CDATA\[([\s\S]*?)\]\]>|<\/([\w.-]+)\s*>|<([\w.-]+)((?:\s+[\w.-]+="[^"<]*")*)\s*(\/?)>|((?:(?!\]\]>)[^<])+)/y;

/**
 * Reads the XML that reports are made of: no comments, no processing instructions, no document type. Throws on everything that is not
 * well-formed, which is what a CI system would do.
 */
export function readXml(document: string): XmlElement {
  if (!LEGAL.test(document)) throw new Error('a character that XML does not allow');
  const head = '<?xml version="1.0" encoding="UTF-8"?>\n';
  if (!document.startsWith(head)) throw new Error('no XML declaration');
  const root: Open = { name: '', attributes: {}, children: [], text: '' };
  const open: Open[] = [root];
  TOKEN.lastIndex = head.length;
  while (TOKEN.lastIndex < document.length) {
    const at = TOKEN.lastIndex;
    const token = TOKEN.exec(document);
    if (token === null) throw new Error(`not well-formed: ${document.slice(at, at + 60)}`);
    take(token, open);
  }
  if (open.length !== 1 || root.children.length !== 1 || root.text.trim() !== '') throw new Error('not one whole root element');
  return root.children[0]!;
}

interface Open extends XmlElement {
  readonly children: XmlElement[];
  text: string;
}

function take([, cdata, ending, starting, attributes = '', alone, text]: RegExpExecArray, open: Open[]): void {
  const top = open.at(-1)!;
  if (cdata !== undefined) top.text += cdata;
  else if (text !== undefined) top.text += resolved(text);
  else if (ending !== undefined) {
    if (open.pop()?.name !== ending || open.length === 0) throw new Error(`</${ending}> ends another element`);
  } else {
    const element: Open = { name: starting!, attributes: attributesOf(attributes), children: [], text: '' };
    top.children.push(element);
    if (alone === '') open.push(element);
  }
}

function attributesOf(text: string): Record<string, string> {
  const pairs = [...text.matchAll(/([\w.-]+)="([^"]*)"/g)].map(([, name = '', value = '']) => [name, resolved(value)] as const);
  if (new Set(pairs.map(([name]) => name)).size < pairs.length) throw new Error(`an attribute twice: ${text}`);
  return Object.fromEntries(pairs);
}

function resolved(text: string): string {
  return text.replaceAll(/&([^;]{0,10};)?/g, (whole, name = '') => {
    const code = /^#x([0-9A-F]+);$/i.exec(name)?.[1];
    const value = code === undefined ? ENTITIES[name.slice(0, -1)] : String.fromCodePoint(Number.parseInt(code, 16));
    if (value === undefined) throw new Error(`no entity ${whole}`);
    return value;
  });
}
