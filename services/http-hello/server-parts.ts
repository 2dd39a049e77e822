import type { Config } from './config.ts';
import type { Connections } from './connections.ts';
import type { Metrics } from './metrics.ts';
import type { Service } from './service.ts';

/** What the server works with. */
export interface ServerParts {
  readonly config: Config;
  readonly service: Service;
  readonly connections: Connections;
  readonly metrics: Metrics;
  /** Takes one line per request when the configuration asks for it. */
  readonly log: (line: string) => void;
  /** Takes one line about an internal fault. */
  readonly fault: (line: string) => void;
}
