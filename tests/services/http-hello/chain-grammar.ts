/** A chain as an independent reader sees it, written from the README and not from the program. */
export interface ReadHop {
  readonly greeting: string | null;
  readonly name: string;
  readonly pod: string;
  readonly failed: boolean;
  readonly behind: readonly ReadHop[];
}

/** Reads a whole line or throws. */
export function readChain(line: string): ReadHop {
  const [hop, rest] = readHop(line);
  if (rest !== '') throw new SyntaxError(`left over: ${rest}`);
  return hop;
}

function readHop(text: string): [ReadHop, string] {
  const failure = /^\((\S+) failed: [^()]*\)/.exec(text);
  if (failure) return [{ greeting: null, name: failure[1]!, pod: '', failed: true, behind: [] }, text.slice(failure[0].length)];
  const own = /^([^()[\]|<\\]+?) ((?:[^()[\]|<\\]|\\x[0-9a-f]{2}|\\u[0-9a-f]{4})*)\(([^()[\]|<\\]+)\)/.exec(text);
  if (!own) throw new SyntaxError(`no hop at: ${text}`);
  const hop = { greeting: own[1]!, name: own[2]!, pod: own[3]!, failed: false };
  let rest = text.slice(own[0].length);
  const behind: ReadHop[] = [];
  if (rest.startsWith('<-[')) {
    do {
      const [next, after] = readHop(rest.slice(behind.length === 0 ? 3 : 1));
      behind.push(next);
      rest = after;
    } while (rest.startsWith('|'));
    if (!rest.startsWith(']')) throw new SyntaxError(`no ] at: ${rest}`);
    rest = rest.slice(1);
  } else if (rest.startsWith('<-')) {
    const [next, after] = readHop(rest.slice(2));
    behind.push(next);
    rest = after;
  }
  return [{ ...hop, behind }, rest];
}
