import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from '@prometheus-io/client';
import type { Config } from './config.ts';
import type { Hop } from './greeting-line.ts';
import type { Route } from './route.ts';

/** The `path` label: never the path itself, or every client could add a time series. `invalid` = refused before it had a route. */
export type PathClass = Route['kind'] | 'invalid' | GrpcClass;

/** The `path` label of a gRPC call. */
export type GrpcClass = 'grpc-hello' | 'grpc-hello-stream' | 'grpc-health';

/** The `status` label of a request whose client went away before the answer. */
export const CLIENT_GONE = 499;

/** What this hop counts about itself, in a registry of its own. */
export class Metrics {
  readonly #registry = new Registry();
  readonly #requests: Counter<'path' | 'status'>;
  readonly #seconds: Histogram<'path'>;
  readonly #inFlight: Gauge;
  readonly #backendFailures: Counter<'backend' | 'status'>;

  constructor(config: Pick<Config, 'version' | 'greeting' | 'pod'>) {
    const registers = [this.#registry];
    collectDefaultMetrics({ register: this.#registry });
    const info = new Gauge({
      name: 'http_hello_info',
      help: 'Always 1; the labels say who this is',
      labelNames: ['version', 'greeting', 'pod'],
      registers,
    });
    info.set({ version: config.version, greeting: config.greeting, pod: config.pod }, 1);
    this.#requests = new Counter({
      name: 'http_hello_requests_total',
      help: 'Requests by path class and status',
      labelNames: ['path', 'status'],
      registers,
    });
    this.#seconds = new Histogram({
      name: 'http_hello_request_duration_seconds',
      help: 'Seconds from the request line to the whole answer, by path class',
      labelNames: ['path'],
      buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60],
      registers,
    });
    this.#inFlight = new Gauge({ name: 'http_hello_requests_in_flight', help: 'Requests under way', registers });
    this.#backendFailures = new Counter({
      name: 'http_hello_backend_failures_total',
      help: 'Calls that brought no greeting, or a failure further behind, by backend and status',
      labelNames: ['backend', 'status'],
      registers,
    });
  }

  /** A request has begun. */
  begin(): void {
    this.#inFlight.inc();
  }

  /** A request that had begun is over. `status` is an HTTP status, or the name of a gRPC one such as `OK`. */
  end(path: PathClass, status: number | string, seconds: number): void {
    this.#inFlight.dec();
    this.#requests.inc({ path, status });
    this.#seconds.observe({ path }, seconds);
  }

  /** Bytes that never became a request were refused. */
  refused(status: number): void {
    this.#requests.inc({ path: 'invalid', status });
  }

  /** Counts the failures among the hops; `labels` are the backends in the same order. */
  hops(labels: readonly string[], hops: readonly Hop[]): void {
    for (const [index, hop] of hops.entries()) {
      if (hop.failure !== null) this.#backendFailures.inc({ backend: labels[index] ?? '', status: hop.failure });
    }
  }

  /** The content type of `text()`. */
  get contentType(): string {
    return this.#registry.contentType;
  }

  /** Everything in the Prometheus text format. */
  text(): Promise<string> {
    return this.#registry.metrics();
  }
}
