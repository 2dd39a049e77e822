/** What begins a rule behind a `+`. A report does not import the reader of rules; a test holds the two together. */
const PLAIN = 'auto|line|body|status|mirror|echo-basic|istio-echo|helloworld|podinfo|whoami';
const NEXT_RULE = new RegExp(String.raw`\+(?=(?:${PLAIN})(?:\+|$)|(?:word|hop|header|json|regex|latency):)`, 'i');
const TAKES_THE_REST = /^(?:regex|json):/i;

/** The rules that a joint `--group-by` consists of: `hop:1+hop:2` gives both; a single rule gives itself. */
export function rulesOf(groupBy: string): readonly string[] {
  const cut = TAKES_THE_REST.test(groupBy) ? -1 : groupBy.search(NEXT_RULE);
  return cut === -1 ? [groupBy] : [groupBy.slice(0, cut), ...rulesOf(groupBy.slice(cut + 1))];
}

/** The parts of a joint label: `Hello+Bonjour` gives both. A `+` of a part itself is written `\+`, and backslashes before one twice. */
export function partsOf(label: string): readonly string[] {
  const parts = label.match(/(?:^|\+)(?:\\[\s\S]?|[^+\\])*/g) ?? [];
  return parts.map((part, i) =>
    (i === 0 ? part : part.slice(1)).replace(/\\+(?=\+|$)/g, (slashes) => '\\'.repeat(Math.floor(slashes.length / 2))),
  );
}
