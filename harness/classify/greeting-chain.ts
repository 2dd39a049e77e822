/** An address as a greeting ends in: `172.18.0.230`, `fd00::12`. A version such as `(1.2)` must not pass for one. */
const ADDRESS = String.raw`(?:[0-9]{1,3}(?:\.[0-9]{1,3}){3}|[0-9A-Fa-f]{0,4}:[0-9A-Fa-f]{0,4}:[0-9A-Fa-f:.]*(?:%[\w.]+)?)`;
const GREETING = new RegExp(String.raw`^(\S+) [^()]*\(${ADDRESS}\)$`);
/** Deeper joins than any real chain has; the recursion below ends there. */
const DEEPEST = 32;

/** Cuts `text` where `mark` stands outside of brackets; null when the brackets do not match. */
const splitOutside = (text: string, mark: '<-' | '|'): string[] | null => {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index];
    depth += character === '[' ? 1 : character === ']' ? -1 : 0;
    if (depth < 0) {
      return null;
    }
    if (depth === 0 && text.startsWith(mark, index)) {
      parts.push(text.slice(start, index));
      start = index + mark.length;
    }
  }
  return depth === 0 ? [...parts, text.slice(start)] : null;
};

/** The hops of a chain, outermost first: `Hello a(…)`, `Bonjour b(…)` or `[…|…]` for backends called in parallel. Null: brackets do not match. */
export const hopsOf = (line: string): string[] | null => splitOutside(line, '<-');

const joinLabel = (hop: string, depth: number): string | null => {
  const branches = splitOutside(hop.slice(1, -1), '|')?.map((branch) => labelAt(branch, depth + 1));
  return branches === undefined || branches.includes(null) ? null : `[${branches.join('|')}]`;
};

const labelAt = (line: string, depth: number): string | null => {
  if (depth > DEEPEST) {
    return null;
  }
  const greetings = hopsOf(line)?.map((hop) =>
    hop.startsWith('[') && hop.endsWith(']') ? joinLabel(hop, depth) : (GREETING.exec(hop)?.[1] ?? null),
  );
  return greetings === undefined || greetings.includes(null) ? null : greetings.join('<-');
};

/**
 * The greetings of a chain without names and addresses: `Hello eric(172.18.0.230)<-Bonjour eric(192.168.0.171)` gives
 * `Hello<-Bonjour`, a parallel join `Hello<-[Bonjour|Hola]`. Null for every line that is not a chain from end to end.
 */
export const chainLabel = (line: string): string | null => labelAt(line, 0);

/** The greeting of hop `number` (1 = the outermost), the labels of all branches for a join; null when there is no such hop or it failed. */
export const hopLabel = (line: string, number: number): string | null => {
  const hop = hopsOf(line)?.[number - 1];
  if (hop === undefined || hop.startsWith('(')) {
    return null;
  }
  return hop.startsWith('[') && hop.endsWith(']') ? joinLabel(hop, 0) : (/^\s*(\S+)/.exec(hop)?.[1] ?? null);
};
