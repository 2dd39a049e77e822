import type { NginxBalance } from '../gateway-kind.ts';
import { Numbered } from '../plan/numbered.ts';
import { type ListOrder, oneList } from '../plan/one-list.ts';
import type { Part, Pool, Split, Target } from '../plan/port-plan.ts';
import type { WeightedAddress } from '../wiring.ts';
import { block, comment, socket } from './quoted.ts';
import { type SplitLevel, splitLevels, splitLines } from './split-clients.ts';

/** What differs between nginx's two modules. */
export interface NginxModule {
  readonly balance: NginxBalance;
  /** Differs from one request (http) or connection (stream) to the next, or everybody gets the same version. */
  readonly key: string;
  /** Ends every upstream. */
  readonly upstreamEnd: readonly string[];
}

/** Collects upstreams and splits of one module while its ports are written, and writes them afterwards. */
export class Targets {
  readonly #pools = new Numbered<Pool>('pool_', ({ name, servers }) => JSON.stringify([name, servers]));
  readonly #lists = new Numbered<Split>('list_', ({ parts }) => JSON.stringify(parts));
  readonly #splits = new Numbered<Split>('wb_split_', ({ parts }) => JSON.stringify(parts));
  readonly #module: NginxModule;

  constructor(module: NginxModule) {
    this.#module = module;
  }

  /** What a split is called where its target stands: an upstream, a status, or a variable that holds one of them. */
  nameOf(split: Split): string {
    const [first, second] = split.parts;
    if (first !== undefined && second === undefined) return this.#targetName(first);
    if (this.#module.balance === 'split_clients') {
      for (const part of split.parts) this.#targetName(part);
      return `$${this.#splits.nameOf(split)}`;
    }
    return this.#lists.nameOf(split);
  }

  #targetName(target: Target): string {
    return target.kind === 'pool' ? this.#pools.nameOf(target.pool) : `status_${target.status}`;
  }

  /** Upstreams and splits of everything that was named. */
  lines(): readonly string[] {
    const { balance, upstreamEnd } = this.#module;
    const anyOrder = balance === 'rotation' ? [] : ['random;'];
    const pools = this.#pools.all().flatMap(({ name, item }) => {
      const picks = item.servers.length === 1 ? [] : item.order === 'any' ? anyOrder : ORDERS[item.order];
      return [comment(item.name), ...block(`upstream ${name}`, [...picks, ...item.servers.map(server), ...upstreamEnd])];
    });
    const lists = this.#lists.all().flatMap(({ name, item }) => this.#list(name, item));
    return [...pools, ...lists, ...this.#splits.all().flatMap(({ name, item }) => this.#splitLines(name, item.parts))];
  }

  #list(name: string, split: Split): readonly string[] {
    const { balance, upstreamEnd } = this.#module;
    const order = listOrder(balance);
    if (order === null) return [];
    return block(`upstream ${name}`, [...ORDERS[order.order], ...oneList(split, order).map(server), ...upstreamEnd]);
  }

  /** One table where two decimals of a percent are enough, else a second one and a map that joins them. */
  #splitLines(name: string, parts: readonly Part[]): readonly string[] {
    const names = parts.map((part) => this.#targetName(part));
    const levels = splitLevels(parts.map(({ weight }) => weight));
    const table = (level: SplitLevel, variable: string) =>
      block(`split_clients "${this.#module.key} ${variable}" $${variable}`, splitLines(level, names));
    const [first, second] = levels;
    if (first === undefined) return [];
    if (second === undefined) return table(first, name);
    const joined = block(`map $${name}_first $${name}`, [`next $${name}_second;`, `default $${name}_first;`]);
    return [...table(first, `${name}_first`), ...table(second, `${name}_second`), ...joined];
  }
}

/** How a split is one upstream; null where its version is drawn first. nginx has weights of any size. */
export const listOrder = (balance: NginxBalance): ListOrder | null =>
  balance === 'split_clients' ? null : { order: balance, mostWeight: Number.MAX_SAFE_INTEGER };

const ORDERS = { random: ['random;'], rotation: [], 'least-busy': ['least_conn;'] } as const;

/** A server never rests after a failure: Istio has no outlier detection unless one is written. */
const server = (address: WeightedAddress): string => `server ${socket(address)} weight=${address.weight} max_fails=0;`;
