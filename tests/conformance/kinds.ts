import type { CaseInput } from './input.ts';
import { binom, gammaq, holm, leak, rng } from './kinds/elementary.ts';
import { equiv } from './kinds/equivalence.ts';
import { gof } from './kinds/gof.ts';
import { group, shards } from './kinds/grouping.ts';
import { serial } from './kinds/order.ts';
import { mds, plan, power } from './kinds/planning.ts';
import { eprocess, eprocessSequence, sequential } from './kinds/sequential.ts';
import { verdict } from './kinds/verdict.ts';
import type { JsonRecord } from './reference-file.ts';

/** Computes what a case of one kind is about, through the functions the product uses. */
export type Kind = (input: CaseInput, expect: JsonRecord) => JsonRecord;

/** Every kind of schema weighbridge-stats-reference/1. */
export const KINDS: Readonly<Record<string, Kind>> = {
  gof,
  plan,
  mds,
  power,
  equiv,
  verdict,
  eprocess,
  eprocess_seq: eprocessSequence,
  sequential,
  group,
  serial,
  shards,
  holm,
  binom,
  leak,
  rng,
  gammaq,
};
