import { STATUS_CODES } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { type Answer, lineAnswer, refusal } from './answer.ts';
import { AttemptMemory } from './attempt-memory.ts';
import type { Backends } from './backends.ts';
import type { Config } from './config.ts';
import { flakyAnswer } from './flaky.ts';
import { chainStatus, greet, joinHops } from './greeting-line.ts';
import type { Metrics } from './metrics.ts';
import { passedOn } from './passed-on-headers.ts';
import type { Route } from './route.ts';
import { BUDGET_HEADER, budgetMs } from './time-budget.ts';
import { oneLineJson } from './visible-text.ts';

/** What of a request the answer depends on, beside its route. */
export interface Asked {
  /** Path and query for the backends. */
  readonly target: string;
  /** Header values by lower-case name, each as often as it came. */
  readonly headers: Readonly<Record<string, readonly string[] | undefined>>;
  /** Aborted when the client is gone. */
  readonly clientGone: AbortSignal;
}

/** A greeting, and what it depends on. */
export interface Greeting extends Pick<Asked, 'target' | 'headers' | 'clientGone'> {
  readonly name: string;
  /** Longest wait for the backends, in milliseconds; 0 = no time left. */
  readonly budgetMs: number;
}

/** A greeting with the backends behind it; the status says whether they greeted too. */
export interface Chain {
  readonly status: 200 | 502 | 504;
  readonly line: string;
}

/** The answers of this hop: one method per kind of route, no sockets. */
export class Service {
  /** True once the process was told to stop: `/readyz` says 503 from then on. */
  draining = false;
  readonly #config: Config;
  readonly #hostName: string;
  readonly #backends: Backends;
  readonly #metrics: Metrics;
  readonly #attempts = new AttemptMemory();

  constructor(config: Config, hostName: string, backends: Backends, metrics: Metrics) {
    this.#config = config;
    this.#hostName = hostName;
    this.#backends = backends;
    this.#metrics = metrics;
  }

  /** Answers a route. Rejects only on an internal fault. */
  async answer(route: Route, asked: Asked): Promise<Answer> {
    switch (route.kind) {
      case 'hello':
      case 'other':
        return this.#hello(route.name, asked);
      case 'identity':
        return this.#identity();
      case 'headers':
        return jsonAnswer(shownHeaders(asked.headers));
      case 'status':
        return lineAnswer(route.code, `${route.code} ${STATUS_CODES[route.code] ?? 'Unknown'} from ${this.#greet('status')}`);
      case 'delay':
        await wait(route.delayMs, undefined, { signal: asked.clientGone }).catch(() => undefined);
        return lineAnswer(200, this.#greet(route.name));
      case 'flaky':
        return flakyAnswer(route.query, asked.headers['x-request-id']?.[0], this.#attempts, this.#greet('flaky'));
      case 'healthz':
        return lineAnswer(200, 'ok');
      case 'readyz':
        return this.draining ? refusal(503, 'stopping') : lineAnswer(200, 'ok');
      case 'metrics':
        return { status: 200, contentType: this.#metrics.contentType, body: await this.#metrics.text(), headers: {} };
      case 'unknown':
        return refusal(404, route.message);
    }
  }

  #greet(name: string): string {
    return greet(this.#config.greeting, name, this.#config.pod);
  }

  async #hello(name: string, asked: Asked): Promise<Answer> {
    const budget = budgetMs(this.#config.backendTimeoutMs, asked.headers[BUDGET_HEADER]?.[0]);
    const { status, line } = await this.chain({ ...asked, name, budgetMs: budget });
    return lineAnswer(status, line);
  }

  /** Greets and calls the backends. Never rejects: a backend that fails is a part of the line. */
  async chain(asked: Greeting): Promise<Chain> {
    const { backends, parallel } = this.#config;
    if (backends.length === 0) return { status: 200, line: this.#greet(asked.name) };
    const hops = await this.#backends.callAll({ ...asked, headers: passedOn(asked.headers) });
    if (!asked.clientGone.aborted) {
      this.#metrics.hops(
        backends.map((backend) => backend.label),
        hops,
      );
    }
    return { status: chainStatus(hops), line: joinHops(this.#greet(asked.name), hops, parallel) };
  }

  #identity(): Answer {
    const { version, greeting, pod, backends } = this.#config;
    const names = backends.map((backend) => backend.label);
    return jsonAnswer({ service: 'http-hello', version, greeting, pod, hostname: this.#hostName, backends: names });
  }
}

function jsonAnswer(value: unknown): Answer {
  return { status: 200, contentType: 'application/json; charset=utf-8', body: `${oneLineJson(value)}\n`, headers: {} };
}

/** Received headers for `/headers`: repeated ones joined, and bytes above ASCII read as the UTF-8 that they nearly always are. */
function shownHeaders(headers: Asked['headers']): Record<string, string> {
  const shown = Object.entries(headers).map(([name, values]) => {
    return [name, Buffer.from((values ?? []).join(', '), 'latin1').toString('utf8')] as const;
  });
  // Own properties of an object without a prototype: a header may be called `__proto__`.
  return Object.assign(Object.create(null), Object.fromEntries(shown));
}
