import type { Place } from '../../../model/place.ts';
import { LabError } from '../../lab-error.ts';
import type { HaproxyBalance } from '../gateway-kind.ts';
import { Numbered } from '../plan/numbered.ts';
import { type ListOrder, oneList } from '../plan/one-list.ts';
import type { Pool, Split, Target } from '../plan/port-plan.ts';
import { reduced } from '../plan/whole-weights.ts';
import type { WeightedAddress } from '../wiring.ts';
import { comment, section } from './quoted.ts';

/** Largest weight of a server. */
const MOST_WEIGHT = 256;
/** A rotation over the servers of several versions is one list. */
export const ROTATION: ListOrder = { order: 'rotation', mostWeight: MOST_WEIGHT };
/** `rand` has 32 bits. */
const MOST_DRAWN = 2 ** 31;

/** Collects the backends of one mode while its frontends are written, and writes them afterwards. */
export class Backends {
  readonly #pools: Numbered<Pool>;
  readonly #rotations: Numbered<Split>;
  readonly #statuses: Numbered<number>;
  readonly #mode: 'http' | 'tcp';
  readonly #balance: HaproxyBalance;

  constructor(mode: 'http' | 'tcp', balance: HaproxyBalance) {
    this.#mode = mode;
    this.#balance = balance;
    this.#pools = new Numbered(`${mode}_pool_`, ({ name, servers }) => JSON.stringify([name, servers]));
    this.#rotations = new Numbered(`${mode}_rotation_`, ({ parts }) => JSON.stringify(parts));
    this.#statuses = new Numbered(`${mode}_status_`);
  }

  /**
   * The `use_backend` lines of a split. `balance random` reproduces no weights (it takes the less loaded of two), so every line draws for
   * itself between one part and all that come after it.
   *
   * @param condition what must hold for all of them; empty for nothing
   */
  useLines({ parts, place }: Split, condition: string): readonly string[] {
    if (this.#balance === 'rotation' && parts.length > 1) return [useLine(this.#rotations.nameOf({ parts, place }), [condition])];
    const draws = sequentialDraws(
      parts.map(({ weight }) => weight),
      place,
    );
    return parts.map((part, index) => useLine(this.#nameOf(part), [condition, draws[index] ?? '']));
  }

  #nameOf(target: Target): string {
    return target.kind === 'pool' ? this.#pools.nameOf(target.pool) : this.#statuses.nameOf(target.status);
  }

  /** The backends of everything that was named. */
  lines(): readonly string[] {
    const pools = this.#pools.all().flatMap(({ name, item }) => this.#pool(name, item));
    const rotations = this.#rotations
      .all()
      .flatMap(({ name, item }) => this.#backend(name, ['balance roundrobin', ...oneList(item, ROTATION).map(server)]));
    // Without a server HAProxy answers 503, or closes the connection.
    const statuses = this.#statuses
      .all()
      .flatMap(({ name, item }) => this.#backend(name, this.#mode === 'http' ? [`http-request return status ${item}`] : []));
    return [...pools, ...rotations, ...statuses];
  }

  #pool(name: string, { name: full, servers: addresses, order, place }: Pool): readonly string[] {
    const isDrawn = order === 'random' || (order === 'any' && this.#balance === 'random');
    const weights = reduced(addresses.map(({ weight }) => weight));
    const draws = isDrawn && addresses.length > 1 ? sequentialDraws(weights, place) : [];
    const uses = draws.flatMap((draw, index) =>
      draw === '' ? [`use-server s${index} if TRUE`] : [`use-server s${index} if ${draw}`],
    );
    const lines = isDrawn
      ? addresses.map((address, index) => server({ ...address, weight: 1 }, index))
      : servers(
          addresses.map((address, index) => ({ ...address, weight: weights[index] ?? 1 })),
          place,
        );
    const algorithm = order === 'least-busy' ? 'leastconn' : 'roundrobin';
    // A pod that refuses is passed over twice for another one of the same version, as a sidecar does with requests and not with bytes.
    const isPassedOver = this.#mode === 'http' && addresses.length > 1;
    const again = isPassedOver ? ['retries 2', 'option redispatch 1'] : [];
    return this.#backend(name, [comment(full), `balance ${algorithm}`, ...again, ...uses, ...lines]);
  }

  #backend(name: string, lines: readonly string[]): readonly string[] {
    return section(`backend ${name}`, [`mode ${this.#mode}`, ...lines]);
  }
}

const useLine = (name: string, conditions: readonly string[]): string => {
  const all = conditions.filter((condition) => condition !== '').join(' ');
  return all === '' ? `default_backend ${name}` : `use_backend ${name} if ${all}`;
};

/** Conditions that, tried in order, give each its weight; the last is empty and takes what is left. */
function sequentialDraws(weights: readonly number[], place: Place): readonly string[] {
  const whole = reduced(weights);
  let left = whole.reduce((sum, weight) => sum + weight, 0);
  if (left > MOST_DRAWN)
    throw new LabError(place, `HAProxy draws among ${MOST_DRAWN} at most, not ${left}`, 'write smaller weights');
  return whole.map((weight) => {
    const draw = left === weight ? '' : `{ rand(${left}) lt ${weight} }`;
    left -= weight;
    return draw;
  });
}

function servers(addresses: readonly WeightedAddress[], place: Place): readonly string[] {
  const most = Math.max(...addresses.map(({ weight }) => weight));
  if (most > MOST_WEIGHT)
    throw new LabError(
      place,
      `HAProxy knows weights of endpoints up to ${MOST_WEIGHT}, this one needs ${most}`,
      'write smaller weights',
    );
  return addresses.map(server);
}

const server = ({ host, port, weight }: WeightedAddress, index: number): string =>
  `server s${index} ${host}:${port} weight ${weight}`;
