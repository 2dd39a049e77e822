import { parseConnectTo } from '../expect/connect-to.ts';
import { parseCount } from '../expect/count.ts';
import { parseDuration } from '../expect/duration.ts';
import { parseHeader } from '../expect/header.ts';
import { parseLabels } from '../expect/labels.ts';
import { parseNamespace } from '../expect/namespace.ts';
import { parsePoints } from '../expect/points.ts';
import { parseProbeFrom } from '../expect/probe-from.ts';
import { parseRate } from '../expect/rate.ts';
import { parseRequestPath } from '../expect/request-path.ts';
import { parseSeed } from '../expect/seed.ts';
import { parsePower, parseShare, parseSignificance } from '../expect/share.ts';
import { parseAsked } from '../expect/target.ts';
import { parseWeights } from '../expect/weights.ts';
import { GATEWAY_CHOICES } from '../lab/gateways/gateway-choice.ts';
import { RUNTIMES } from '../lab/runtime.ts';
import { STANDS } from '../lab/stands.ts';
import { FORMATS } from '../report/formats.ts';
import { MOST_THREADS } from './thread-count.ts';

/** Under which heading `--help` shows an option. */
export type Group = 'Expectation' | 'Routes' | 'Traffic' | 'Risk' | 'Report' | 'Lab' | 'Gates';

interface Common {
  readonly group: Group;
  readonly alias?: string;
  /** One line for `--help` and the README. */
  readonly describe: string;
}

/** An option with a value; `initial` is its default as a user would type it. */
export interface ValueOption<T> extends Common {
  readonly kind: 'value' | 'list';
  /** The word for the value in `--help`: WEIGHTS, N, FILE. */
  readonly value: string;
  readonly initial?: string;
  /** All values, where they are a closed list: for the schema of the gates file. */
  readonly choices?: readonly string[];
  /** Values worth offering where any other is possible too: for shell completion. */
  readonly offers?: readonly string[];
  /** What a value looks like, to give back what npm has taken (npm-arguments.ts). */
  readonly fits: RegExp;
  /** Text to value; a RangeError names flag, value and fix. */
  readonly parse: (text: string, flag: string) => T;
}

export interface FlagOption extends Common {
  readonly kind: 'flag';
}

type AnyOption = ValueOption<unknown> | FlagOption;

const WEIGHTS = /^\s*([^=,]+=)?\d*\.?\d+%?(\s*[,:]\s*([^=,]+=)?\d*\.?\d+%?)*\s*$/;
const WHOLE_NUMBER = /^\d+$/;
const DECIMAL = /^\d*\.?\d+%?$/;
const DURATION = /^\d*\.?\d+(ms|s|m|h)?$/;
const URL_TEXT = /^[a-z]+:\/\//i;
const FILE = /[./\\]|^-$/;
const ANYTHING = /^/;

/**
 * Every option of the command line: name, meaning, default and parser. `--help`, the README's table, the recovery of
 * npm's arguments and the checks all read this one list. Names that npm or an abbreviation of its options would take
 * (`--json`, `--tag`, `--key`, …) must not be used; a test sends each name through the real npm.
 */
export const OPTIONS = {
  expect: value({
    group: 'Expectation',
    value: 'WEIGHTS',
    describe: 'What the routes promise: 80,20 or one=80,two=20 or 1:2:3',
    fits: WEIGHTS,
    parse: parseWeights,
  }),
  labels: value({
    group: 'Expectation',
    value: 'NAMES',
    describe: 'Names for a bare list of weights, in the same order: one,two',
    fits: /^[^=:]*[^=:\d,][^=:]*$/,
    parse: parseLabels,
  }),
  'group-by': value({
    group: 'Expectation',
    alias: 'by',
    value: 'RULE',
    describe:
      'How a version is read off an answer: auto, word:N, line, body, header:NAME, json:/pointer, regex:PATTERN, hop:N, status, latency:DURATION, mirror (copies; --evidence), two or three joined such as hop:1+hop:2, or a workload: echo-basic, istio-echo, helloworld, podinfo, whoami',
    offers: ['auto', 'line', 'body', 'status', 'mirror', 'echo-basic', 'istio-echo', 'helloworld', 'podinfo', 'whoami'],
    fits: /^(auto|line|body|status|mirror|echo-basic|istio-echo|helloworld|podinfo|whoami|(auto|line|body|status|echo-basic|istio-echo|helloworld|podinfo|whoami)\+.+|(word|header|json|regex|hop|latency):.+)$/,
    parse: (text) => text,
  }),
  counts: value({
    group: 'Expectation',
    value: 'COUNTS',
    describe: 'Counts to judge instead of a file, in the order of the weights: 61,28,11',
    fits: /^\d+(,\d+)*$/,
    parse: parseCounts,
  }),
  evidence: value({
    group: 'Expectation',
    value: 'FILE',
    describe: 'Log of the workload that gets copies of requests, for --group-by mirror; a lab keeps its own',
    fits: FILE,
    parse: (text) => text,
  }),
  'allow-unknown': flag({
    group: 'Expectation',
    describe: 'Answers from versions that are not listed are a warning instead of a FAIL',
  }),

  routes: list({
    group: 'Routes',
    value: 'FILE',
    describe:
      'Manifests that promise the weights, instead of --expect: a file, a folder, or - for standard input; may be repeated',
    fits: FILE,
    parse: parseRoutesFile,
  }),
  target: value({
    group: 'Routes',
    value: 'URL',
    describe: 'The request to ask about: http://host:port/path, also https, tcp, tls, grpc or udp',
    fits: URL_TEXT,
    parse: parseAsked,
  }),
  path: value({
    group: 'Routes',
    value: 'PATH',
    initial: '/',
    describe: 'Path of the request to ask about, with its query',
    fits: /^\//,
    parse: parseRequestPath,
  }),
  port: value({
    group: 'Routes',
    value: 'N',
    describe: 'Port of the request to ask about',
    fits: WHOLE_NUMBER,
    parse: (text, name) => parseCount(text, name, 65_535),
  }),
  from: value({
    group: 'Routes',
    value: 'PLACE',
    describe:
      'Where the request comes from: mesh, outside (a workload without a sidecar), gateway/NAME or gateway/NAMESPACE/NAME (default: whatever fits)',
    offers: ['mesh', 'outside'],
    fits: /^(mesh|outside|gateway\/.+)$/,
    parse: parseProbeFrom,
  }),
  probe: value({
    group: 'Routes',
    value: 'URL',
    describe:
      'What the routes are asked about where that is not the target itself: a hop of a chain, or the name behind a port-forward',
    fits: URL_TEXT,
    parse: parseAsked,
  }),
  namespace: value({
    group: 'Routes',
    value: 'NAME',
    initial: 'default',
    describe: 'Namespace of objects and clients that name none',
    fits: /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/,
    parse: parseNamespace,
  }),
  strict: flag({
    group: 'Routes',
    describe: 'A reference to something that is not in the given files is an error',
  }),

  requests: value({
    group: 'Traffic',
    alias: 'n',
    value: 'N',
    describe: 'Requests to send (default: enough to see a 5-point shift, or to prove --tolerance)',
    fits: WHOLE_NUMBER,
    parse: (text, name) => parseCount(text, name),
  }),
  duration: value({
    group: 'Traffic',
    value: 'TIME',
    describe: 'Stop sending after this time even if requests are left: 30s, 5m',
    fits: DURATION,
    parse: (text, name) => parseDuration(text, name),
  }),
  rate: value({
    group: 'Traffic',
    value: 'R',
    describe:
      'Requests per second, sent whatever the answers do; max = as fast as answers come (default: 200 off loopback, max on it)',
    offers: ['max'],
    fits: /^(\d*\.?\d+(\/s)?|max)$/,
    parse: (text, name) => ({ perSecond: parseRate(text, name) }),
  }),
  connections: value({
    group: 'Traffic',
    alias: 'c',
    value: 'N',
    initial: '32',
    describe: 'Connections, each with one request under way at a time (--http2, grpc: --streams of them)',
    fits: WHOLE_NUMBER,
    parse: (text, name) => parseCount(text, name, 10_000),
  }),
  threads: value({
    group: 'Traffic',
    value: 'N',
    describe: 'Threads that send and count (default: one per 10,000 requests, at most one per core but one)',
    fits: WHOLE_NUMBER,
    parse: (text, name) => parseCount(text, name, MOST_THREADS),
  }),
  fresh: flag({ group: 'Traffic', describe: 'A new connection for every request (tcp: always)' }),
  http2: flag({
    group: 'Traffic',
    describe: 'HTTP/2: by ALPN for https, with prior knowledge for http; grpc always is',
  }),
  streams: value({
    group: 'Traffic',
    value: 'N',
    describe: 'With --http2 or grpc, requests under way at once on each connection; 1 unless given',
    fits: WHOLE_NUMBER,
    parse: (text, name) => parseCount(text, name, 1_000),
  }),
  'compare-connections': flag({
    group: 'Traffic',
    describe:
      'Weigh new and kept connections one after the other and tell whether the gateway picks per request or per connection',
  }),
  timeout: value({
    group: 'Traffic',
    value: 'TIME',
    initial: '5s',
    describe: 'Longest wait for one whole answer',
    fits: DURATION,
    parse: (text, name) => parseDuration(text, name),
  }),
  'ready-timeout': value({
    group: 'Traffic',
    value: 'TIME',
    initial: '10s',
    describe: 'Longest wait for the first answer; 0 = do not wait',
    fits: DURATION,
    parse: (text, name) => parseDuration(text, name, 'allowed'),
  }),
  warmup: value({
    group: 'Traffic',
    value: 'N',
    describe: 'Requests to send first without counting them',
    fits: WHOLE_NUMBER,
    parse: (text, name) => parseCount(text, name),
  }),
  header: list({
    group: 'Traffic',
    alias: 'H',
    value: 'HEADER',
    describe: "A request header, 'Name: value'; may be repeated",
    fits: /^[^:\s]+:(?!\/\/)/,
    parse: parseHeader,
  }),
  host: value({
    group: 'Traffic',
    value: 'NAME',
    describe: 'The Host header, and the server name for TLS',
    fits: ANYTHING,
    parse: (text, name) => parseHeader(`Host: ${text}`, name),
  }),
  'connect-to': list({
    group: 'Traffic',
    value: 'HOST:PORT:ADDRESS:PORT',
    describe:
      'Send requests for HOST:PORT to another address, such as a port-forward; Host header and reports stay those of the target; may be repeated',
    fits: /^(\[.*\]|[^:/]*):\d*:(\[.*\]|[^:/]*):\d*$/,
    parse: parseConnectTo,
  }),
  method: value({
    group: 'Traffic',
    value: 'METHOD',
    initial: 'GET',
    describe: 'HTTP method',
    fits: /^[A-Za-z]+$/,
    parse: parseMethod,
  }),
  body: value({
    group: 'Traffic',
    value: 'TEXT',
    describe: 'HTTP request body; for grpc the fields of HelloRequest as JSON (docs/grpc.md)',
    fits: ANYTHING,
    parse: (text) => text,
  }),
  payload: value({
    group: 'Traffic',
    value: 'TEXT',
    initial: 'weighbridge',
    describe: 'The line a tcp probe sends',
    fits: ANYTHING,
    parse: parsePayload,
  }),
  cacert: value({
    group: 'Traffic',
    value: 'FILE',
    describe: 'PEM file with the authorities to trust instead of the built-in ones',
    fits: FILE,
    parse: (text) => text,
  }),
  'cert-file': value({
    group: 'Traffic',
    value: 'FILE',
    describe: 'PEM file with the client certificate',
    fits: FILE,
    parse: (text) => text,
  }),
  'key-file': value({
    group: 'Traffic',
    value: 'FILE',
    describe: 'PEM file with the key of the client certificate',
    fits: FILE,
    parse: (text) => text,
  }),
  insecure: flag({ group: 'Traffic', describe: 'Accept any server certificate' }),

  significance: value({
    group: 'Risk',
    value: 'SHARE',
    initial: '0.01',
    describe: 'Accepted chance of FAIL when the split is exactly right',
    fits: DECIMAL,
    parse: parseSignificance,
  }),
  tolerance: value({
    group: 'Risk',
    value: 'POINTS',
    describe: 'Percentage points a version may be off; PASS then proves that none is off by more',
    fits: DECIMAL,
    parse: parsePoints,
  }),
  power: value({
    group: 'Risk',
    value: 'SHARE',
    initial: '0.95',
    describe: 'Chance of noticing a shift that matters',
    fits: DECIMAL,
    parse: parsePower,
  }),
  sequential: flag({
    group: 'Risk',
    describe: 'Look after every request and stop as soon as it is decided; -n is then the most that is sent',
  }),
  'max-failures': value({
    group: 'Risk',
    value: 'SHARE',
    initial: '0.001',
    describe: 'Largest share of failed requests that is accepted',
    fits: DECIMAL,
    parse: parseShare,
  }),
  'require-power': flag({
    group: 'Risk',
    describe: 'INCONCLUSIVE instead of PASS when a 5-point shift could have gone unnoticed',
  }),
  test: value({
    group: 'Risk',
    value: 'METHOD',
    initial: 'auto',
    describe: 'How the p-value is found: auto, chi2, exact or mc',
    choices: ['auto', 'chi2', 'exact', 'mc'],
    fits: /^(auto|chi2|exact|mc)$/,
    parse: oneOf('auto', 'chi2', 'exact', 'mc'),
  }),
  diagnostics: value({
    group: 'Risk',
    value: 'on|warn|off',
    initial: 'on',
    describe:
      'What is done when answers are not independent or the split changes: INCONCLUSIVE instead of PASS (on), only told (warn), or not looked for (off)',
    choices: ['on', 'warn', 'off'],
    fits: /^(on|warn|off)$/,
    parse: oneOf('on', 'warn', 'off'),
  }),
  'prove-it-can-fail': flag({
    group: 'Risk',
    describe: 'INCONCLUSIVE instead of PASS unless the same answers FAIL wrong weights (moved by --tolerance, or 10 points)',
  }),
  seed: value({
    group: 'Risk',
    value: 'N',
    initial: '1',
    describe: 'Seed of the embedded gateway and of the Monte Carlo test',
    fits: WHOLE_NUMBER,
    parse: parseSeed,
  }),
  'on-inconclusive': value({
    group: 'Risk',
    value: 'fail|pass',
    initial: 'fail',
    describe: 'Exit code of INCONCLUSIVE: 3 (fail) or 0 (pass)',
    choices: ['fail', 'pass'],
    fits: /^(fail|pass)$/,
    parse: oneOf('fail', 'pass'),
  }),

  report: value({
    group: 'Report',
    value: 'FORMAT',
    initial: 'text',
    describe: `What is printed: ${Object.keys(FORMATS).join(', ')}; for plan and routes text or json`,
    choices: Object.keys(FORMATS),
    fits: new RegExp(`^(${Object.keys(FORMATS).join('|')})$`),
    parse: oneOf(...Object.keys(FORMATS)),
  }),
  out: list({
    group: 'Report',
    value: 'FILE',
    describe: 'Also write the report to a file, format by its ending (.txt .json .xml .md .html); may be repeated',
    fits: FILE,
    parse: (text) => text,
  }),
  tally: value({
    group: 'Report',
    value: 'FILE',
    describe: 'Save the counts, for weighbridge judge; a folder with --config and --compare-connections',
    fits: FILE,
    parse: (text) => text,
  }),

  lab: value({
    group: 'Lab',
    value: 'STAND|FOLDER',
    describe: `What to start on this machine: ${Object.keys(STANDS).join(' or ')}, a scenario such as manifests/bookinfo with all its gates, or manifests for the target`,
    offers: Object.keys(STANDS),
    // A folder or a stand: names of files are left to the options that take files.
    fits: new RegExp(`^(${Object.keys(STANDS).join('|')}|(?!.*\\.\\w+$)\\S*/\\S*)$`),
    parse: (text) => text,
  }),
  'lab-overlay': list({
    group: 'Lab',
    value: 'PATH',
    describe:
      'Manifests that a lab starts for a gate, when they are not its routes; none where no lab can stand for it; may be repeated',
    fits: FILE,
    parse: (text) => text,
  }),
  'lab-peer': list({
    group: 'Lab',
    value: 'PATH',
    describe: "Manifests of another cluster, which a lab starts behind an outside address of the gate's own; may be repeated",
    fits: FILE,
    parse: (text) => text,
  }),
  actual: value({
    group: 'Lab',
    value: 'WEIGHTS',
    describe: 'Weights that the embedded gateway really uses, to see a wrong split FAIL',
    fits: WEIGHTS,
    parse: parseWeights,
  }),

  gateway: value({
    group: 'Lab',
    value: 'GATEWAY',
    initial: 'envoy',
    describe: `The gateway of a lab from manifests, and how it splits: ${GATEWAY_CHOICES.join(', ')}`,
    choices: GATEWAY_CHOICES,
    fits: new RegExp(`^(${GATEWAY_CHOICES.join('|')})$`),
    parse: oneOf(...GATEWAY_CHOICES),
  }),
  runtime: value({
    group: 'Lab',
    value: RUNTIMES.join('|'),
    initial: 'process',
    describe: 'What a lab from manifests is made of: child processes of this machine, or containers',
    choices: RUNTIMES,
    fits: new RegExp(`^(${RUNTIMES.join('|')})$`),
    parse: oneOf(...RUNTIMES),
  }),
  'config-only': flag({ group: 'Lab', describe: "Print the gateway's configuration and start nothing" }),

  config: value({
    group: 'Gates',
    value: 'FILE',
    describe:
      'A file with any number of gates (weighbridge/gates/v1), run one after another and judged together; - for standard input',
    fits: FILE,
    parse: (text) => text,
  }),
  gate: list({
    group: 'Gates',
    value: 'NAME',
    describe: 'Run only this gate of the file; may be repeated',
    fits: ANYTHING,
    parse: (text) => text,
  }),
  'list-gates': flag({ group: 'Gates', describe: 'Print the gates of the file and send nothing' }),
} satisfies Readonly<Record<string, AnyOption>>;

export type OptionName = keyof typeof OPTIONS;

/** The checked value of an option: always there with a default, a list for repeatable ones, else possibly undefined. */
export type OptionValue<K extends OptionName> = (typeof OPTIONS)[K] extends infer O
  ? O extends FlagOption
    ? boolean | undefined
    : O extends { readonly kind: 'list'; readonly parse: (text: string, flag: string) => infer T }
      ? readonly T[]
      : O extends { readonly initial: string; readonly parse: (text: string, flag: string) => infer T }
        ? T
        : O extends { readonly parse: (text: string, flag: string) => infer T }
          ? T | undefined
          : never
  : never;

/** True for an option whose value is the name of a file or a folder. */
export function takesFile(name: OptionName): boolean {
  const option: AnyOption = OPTIONS[name];
  return option.kind !== 'flag' && (option.fits === FILE || name === 'lab');
}

/** Checked options of one command. */
export type Options<K extends OptionName> = { readonly [name in K]: OptionValue<name> };

function value<const O extends Omit<ValueOption<unknown>, 'kind'>>(option: O): O & { readonly kind: 'value' } {
  return { ...option, kind: 'value' };
}

function list<const O extends Omit<ValueOption<unknown>, 'kind'>>(option: O): O & { readonly kind: 'list' } {
  return { ...option, kind: 'list' };
}

function flag(option: Common): FlagOption {
  return { ...option, kind: 'flag' };
}

function oneOf<const T extends string>(...allowed: readonly T[]): (text: string, flag: string) => T {
  return (text, name) => {
    const found = allowed.find((one) => one === text);
    if (found === undefined)
      throw new RangeError(`${name} ${JSON.stringify(text)}: not one of the choices; write ${allowed.join(' or ')}`);
    return found;
  };
}

function parseMethod(text: string, name: string): string {
  if (!/^[A-Za-z]+$/.test(text)) throw new RangeError(`${name} ${JSON.stringify(text)}: not an HTTP method; write GET, POST, …`);
  return text.toUpperCase();
}

/** One line: what a line-based workload answers. A newline inside would be two requests on one connection. */
function parsePayload(text: string, name: string): string {
  if (/[\r\n]/.test(text))
    throw new RangeError(`${name}: the payload holds a line break; a probe sends one line, give the text without it`);
  return `${text}\n`;
}

function parseRoutesFile(text: string, name: string): string {
  if (text === '') throw new RangeError(`${name} "": the name is empty; write a file, a folder, or - for standard input`);
  return text;
}

function parseCounts(text: string, name: string): readonly number[] {
  const counts = text.split(',').map((part) => part.trim());
  const wrong = counts.find((count) => !/^\d+$/.test(count) || !Number.isSafeInteger(Number(count)));
  if (wrong !== undefined)
    throw new RangeError(
      `${name} ${JSON.stringify(text)}: ${JSON.stringify(wrong)} is not a count; write whole numbers such as 61,28,11`,
    );
  return counts.map(Number);
}
