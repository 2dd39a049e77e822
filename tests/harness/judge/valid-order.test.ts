import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { judge } from '../../../harness/judge/judge.ts';
import { assertOrder } from '../../../harness/judge/valid-order.ts';
import { expecting } from './given.ts';
import { onConnections, ordered, orderOf } from './sequences.ts';

const sound = () => structuredClone(orderOf([onConnections(300, 20, [0.8, 0.2], 1n)], 2));

/** Paths to every number below `value`. */
const numbersIn = (value: unknown, path: readonly string[] = []): string[][] =>
  typeof value === 'number'
    ? [[...path]]
    : typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([key, inner]) => numbersIn(inner, [...path, key]))
      : [];

const withNumber = (order: ReturnType<typeof sound>, path: readonly string[], number: number) => {
  const parent = path.slice(0, -1).reduce<Record<string, unknown>>((at, key) => at[key] as never, order as never);
  parent[path.at(-1)!] = number;
  return order;
};

describe('assertOrder', () => {
  it('accepts what the counting gives', () => {
    assertOrder(sound());
    assertOrder(orderOf([{ versions: [] }], 2));
    assertOrder(orderOf([], 0));
  });

  it('throws for NaN, infinity and negative numbers anywhere that is looked at', () => {
    const paths = numbersIn(sound()).filter((path) => !['spacing'].includes(path.at(-1)!) && path.at(-1) !== 'slot');
    for (const path of paths.filter((_, i) => i % 7 === 0)) {
      for (const number of [Number.NaN, Number.POSITIVE_INFINITY, -1]) {
        assert.throws(() => assertOrder(withNumber(sound(), path, number)), RangeError, `${path.join('.')} ${number}`);
      }
    }
  });

  it('throws where parts contradict each other, naming what and the way out', () => {
    const order = sound();
    assert.throws(
      () => assertOrder({ ...order, connections: { ...order.connections!, votes: [1, 1] } }),
      /20 connections cast 2 votes; measure again or judge with --diagnostics off/,
    );
    assert.throws(() => assertOrder({ ...order, slots: ['v1'] }), RangeError);
    assert.throws(() => assertOrder({ ...order, clients: [{ name: 'a', counts: [1] }] }), /client/);
    assert.throws(() => assertOrder({ ...order, streams: [{ ...order.streams[0]!, n: 299 }] }), /stand after 299/);
  });

  it('keeps a broken order from passing', () => {
    const tally = ordered([onConnections(300, 20, [0.8, 0.2], 1n)], 2);
    const broken = { ...tally, order: withNumber(structuredClone(tally.order!), ['connections', 'sumSizeSquared'], Number.NaN) };
    assert.throws(() => judge(expecting([80, 20]), broken), RangeError);
    assert.equal(judge(expecting([80, 20], { diagnostics: 'off' }), broken).diagnostics.length, 0);
  });
});
