import type { Scheme } from '../model/probe.ts';

/** What is known of a built-in stand before anything of it runs. */
export interface StandFacts {
  readonly name: 'tcp-echo' | 'http-hello';
  /** How its target is spoken to. */
  readonly scheme: Scheme;
  /** Version names in the order of the weights. */
  readonly versions: readonly string[];
  /** The weights its routes promise, used when `--expect` is not given. */
  readonly weights: readonly string[];
  /** The `--group-by` rule that reads those names off an answer. */
  readonly groupBy: string;
}

/** Every built-in stand, by the name that `--lab` knows it by. */
export const STANDS: Readonly<Record<StandFacts['name'], StandFacts>> = {
  'tcp-echo': { name: 'tcp-echo', scheme: 'tcp', versions: ['one', 'two'], weights: ['80', '20'], groupBy: 'word:1' },
  'http-hello': {
    name: 'http-hello',
    scheme: 'http',
    versions: ['Hello', 'Bonjour', 'Hola'],
    weights: ['30', '60', '10'],
    groupBy: 'hop:2',
  },
};
