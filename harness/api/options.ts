// Written by scripts/api-options.ts from the list of options of the command line; a test holds it against that list.
import type { RunOptions } from './run-options.ts';
import type { Weights } from './weights.ts';

/** What `verify` takes. */
export interface VerifyOptions extends RunOptions {
  /** What the routes promise: 80,20 or one=80,two=20 or 1:2:3 */
  readonly expect?: Weights | undefined;
  /** Names for a bare list of weights, in the same order: one,two */
  readonly labels?: string | readonly string[] | undefined;
  /** How a version is read off an answer: auto, word:N, line, body, header:NAME, json:/pointer, regex:PATTERN, hop:N, status, latency:DURATION, mirror (copies; `evidence`), two or three joined such as hop:1+hop:2, or a workload: echo-basic, istio-echo, helloworld, podinfo, whoami */
  readonly groupBy?: string | undefined;
  /** Log of the workload that gets copies of requests, for `groupBy` mirror; a lab keeps its own */
  readonly evidence?: string | undefined;
  /** Answers from versions that are not listed are a warning instead of a FAIL */
  readonly allowUnknown?: boolean | undefined;
  /** Manifests that promise the weights, instead of `expect`: a file, a folder; a list for several */
  readonly routes?: string | readonly string[] | undefined;
  /** Where the request comes from: mesh, outside (a workload without a sidecar), gateway/NAME or gateway/NAMESPACE/NAME (default: whatever fits) */
  readonly from?: string | undefined;
  /** What the routes are asked about where that is not the target itself: a hop of a chain, or the name behind a port-forward */
  readonly probe?: string | undefined;
  /** Namespace of objects and clients that name none (default: default) */
  readonly namespace?: string | undefined;
  /** Requests to send (default: enough to see a 5-point shift, or to prove `tolerancePoints`) */
  readonly requests?: number | undefined;
  /** Stop sending after this time even if requests are left, in milliseconds */
  readonly durationMs?: number | undefined;
  /** Requests per second, sent whatever the answers do; max = as fast as answers come (default: 200 off loopback, max on it) */
  readonly ratePerSecond?: number | 'max' | undefined;
  /** Connections, each with one request under way at a time (`http2`, grpc: `streams` of them) (default: 32) */
  readonly connections?: number | undefined;
  /** A new connection for every request (tcp: always) */
  readonly fresh?: boolean | undefined;
  /** HTTP/2: by ALPN for https, with prior knowledge for http; grpc always is */
  readonly http2?: boolean | undefined;
  /** With `http2` or grpc, requests under way at once on each connection; 1 unless given */
  readonly streams?: number | undefined;
  /** Threads that send and count (default: one per 10,000 requests, at most one per core but one) */
  readonly threads?: number | undefined;
  /** Weigh new and kept connections one after the other and tell whether the gateway picks per request or per connection */
  readonly compareConnections?: boolean | undefined;
  /** Longest wait for one whole answer, in milliseconds (default: 5000) */
  readonly timeoutMs?: number | undefined;
  /** Longest wait for the first answer, in milliseconds; 0 = do not wait (default: 10000) */
  readonly readyTimeoutMs?: number | undefined;
  /** Requests to send first without counting them */
  readonly warmup?: number | undefined;
  /** A request header, 'Name: value'; a list for several */
  readonly header?: string | readonly string[] | undefined;
  /** The Host header, and the server name for TLS */
  readonly host?: string | undefined;
  /** Send requests for HOST:PORT to another address, such as a port-forward; Host header and reports stay those of the target; a list for several */
  readonly connectTo?: string | readonly string[] | undefined;
  /** HTTP method (default: GET) */
  readonly method?: string | undefined;
  /** HTTP request body; for grpc the fields of HelloRequest as JSON (docs/grpc.md) */
  readonly body?: string | undefined;
  /** The line a tcp probe sends (default: weighbridge) */
  readonly payload?: string | undefined;
  /** PEM file with the authorities to trust instead of the built-in ones */
  readonly cacert?: string | undefined;
  /** PEM file with the client certificate */
  readonly certFile?: string | undefined;
  /** PEM file with the key of the client certificate */
  readonly keyFile?: string | undefined;
  /** Accept any server certificate */
  readonly insecure?: boolean | undefined;
  /** Accepted chance of FAIL when the split is exactly right (default: 0.01) */
  readonly significance?: number | undefined;
  /** Percentage points a version may be off; PASS then proves that none is off by more */
  readonly tolerancePoints?: number | undefined;
  /** Chance of noticing a shift that matters (default: 0.95) */
  readonly power?: number | undefined;
  /** Look after every request and stop as soon as it is decided; -n is then the most that is sent */
  readonly sequential?: boolean | undefined;
  /** Largest share of failed requests that is accepted (default: 0.001) */
  readonly maxFailures?: number | undefined;
  /** INCONCLUSIVE instead of PASS when a 5-point shift could have gone unnoticed */
  readonly requirePower?: boolean | undefined;
  /** How the p-value is found: auto, chi2, exact or mc (default: auto) */
  readonly test?: 'auto' | 'chi2' | 'exact' | 'mc' | undefined;
  /** What is done when answers are not independent or the split changes: INCONCLUSIVE instead of PASS (on), only told (warn), or not looked for (off) (default: on) */
  readonly diagnostics?: 'on' | 'warn' | 'off' | undefined;
  /** INCONCLUSIVE instead of PASS unless the same answers FAIL wrong weights (moved by `tolerancePoints`, or 10 points) */
  readonly proveItCanFail?: boolean | undefined;
  /** Seed of the embedded gateway and of the Monte Carlo test (default: 1) */
  readonly seed?: number | bigint | string | undefined;
  /** Exit code of INCONCLUSIVE: 3 (fail) or 0 (pass) (default: fail) */
  readonly onInconclusive?: 'fail' | 'pass' | undefined;
  /** What to start on this machine: tcp-echo or http-hello, a scenario such as manifests/bookinfo with all its gates, or manifests for the target */
  readonly lab?: string | undefined;
  /** The gateway of a lab from manifests, and how it splits: envoy, nginx, nginx:split_clients, nginx:random, nginx:rotation, haproxy, haproxy:random, haproxy:rotation (default: envoy) */
  readonly gateway?:
    | 'envoy'
    | 'nginx'
    | 'nginx:split_clients'
    | 'nginx:random'
    | 'nginx:rotation'
    | 'haproxy'
    | 'haproxy:random'
    | 'haproxy:rotation'
    | undefined;
  /** What a lab from manifests is made of: child processes of this machine, or containers (default: process) */
  readonly runtime?: 'process' | 'docker' | undefined;
  /** Manifests that a lab starts for a gate, when they are not its routes; none where no lab can stand for it; a list for several */
  readonly labOverlay?: string | readonly string[] | undefined;
  /** Manifests of another cluster, which a lab starts behind an outside address of the gate's own; a list for several */
  readonly labPeer?: string | readonly string[] | undefined;
  /** Weights that the embedded gateway really uses, to see a wrong split FAIL */
  readonly actual?: Weights | undefined;
  /** A file with any number of gates (weighbridge/gates/v1), run one after another and judged together */
  readonly config?: string | undefined;
  /** Run only this gate of the file; a list for several */
  readonly gate?: string | readonly string[] | undefined;
}

/** What `judge` takes beside the counts. */
export interface JudgeOptions {
  /** What the routes promise: 80,20 or one=80,two=20 or 1:2:3 */
  readonly expect?: Weights | undefined;
  /** Names for a bare list of weights, in the same order: one,two */
  readonly labels?: string | readonly string[] | undefined;
  /** Answers from versions that are not listed are a warning instead of a FAIL */
  readonly allowUnknown?: boolean | undefined;
  /** Accepted chance of FAIL when the split is exactly right (default: 0.01) */
  readonly significance?: number | undefined;
  /** Percentage points a version may be off; PASS then proves that none is off by more */
  readonly tolerancePoints?: number | undefined;
  /** Chance of noticing a shift that matters (default: 0.95) */
  readonly power?: number | undefined;
  /** Largest share of failed requests that is accepted (default: 0.001) */
  readonly maxFailures?: number | undefined;
  /** INCONCLUSIVE instead of PASS when a 5-point shift could have gone unnoticed */
  readonly requirePower?: boolean | undefined;
  /** How the p-value is found: auto, chi2, exact or mc (default: auto) */
  readonly test?: 'auto' | 'chi2' | 'exact' | 'mc' | undefined;
  /** What is done when answers are not independent or the split changes: INCONCLUSIVE instead of PASS (on), only told (warn), or not looked for (off) (default: on) */
  readonly diagnostics?: 'on' | 'warn' | 'off' | undefined;
  /** INCONCLUSIVE instead of PASS unless the same answers FAIL wrong weights (moved by `tolerancePoints`, or 10 points) */
  readonly proveItCanFail?: boolean | undefined;
  /** Seed of the embedded gateway and of the Monte Carlo test (default: 1) */
  readonly seed?: number | bigint | string | undefined;
  /** Exit code of INCONCLUSIVE: 3 (fail) or 0 (pass) (default: fail) */
  readonly onInconclusive?: 'fail' | 'pass' | undefined;
}

/** What `plan` takes. */
export interface PlanOptions {
  /** What the routes promise: 80,20 or one=80,two=20 or 1:2:3 */
  readonly expect?: Weights | undefined;
  /** Names for a bare list of weights, in the same order: one,two */
  readonly labels?: string | readonly string[] | undefined;
  /** Requests to send (default: enough to see a 5-point shift, or to prove `tolerancePoints`) */
  readonly requests?: number | undefined;
  /** Percentage points a version may be off; PASS then proves that none is off by more */
  readonly tolerancePoints?: number | undefined;
  /** Accepted chance of FAIL when the split is exactly right (default: 0.01) */
  readonly significance?: number | undefined;
  /** Chance of noticing a shift that matters (default: 0.95) */
  readonly power?: number | undefined;
}

/** What `expectationFromRoutes` takes: the request that is asked about. */
export interface RoutesOptions extends Pick<RunOptions, 'target'> {
  /** What the routes are asked about where that is not the target itself: a hop of a chain, or the name behind a port-forward */
  readonly probe?: string | undefined;
  /** The Host header, and the server name for TLS */
  readonly host?: string | undefined;
  /** A request header, 'Name: value'; a list for several */
  readonly header?: string | readonly string[] | undefined;
  /** HTTP method (default: GET) */
  readonly method?: string | undefined;
  /** Where the request comes from: mesh, outside (a workload without a sidecar), gateway/NAME or gateway/NAMESPACE/NAME (default: whatever fits) */
  readonly from?: string | undefined;
  /** Namespace of objects and clients that name none (default: default) */
  readonly namespace?: string | undefined;
  /** How a version is read off an answer: auto, word:N, line, body, header:NAME, json:/pointer, regex:PATTERN, hop:N, status, latency:DURATION, mirror (copies; `evidence`), two or three joined such as hop:1+hop:2, or a workload: echo-basic, istio-echo, helloworld, podinfo, whoami */
  readonly groupBy?: string | undefined;
  /** Names for a bare list of weights, in the same order: one,two */
  readonly labels?: string | readonly string[] | undefined;
}
