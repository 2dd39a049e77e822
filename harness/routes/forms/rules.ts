import type { FormFault } from './form-fault.ts';
import type { Spot } from './spot.ts';

/** What a rule may know of an object besides its fields. */
export interface RuleContext {
  readonly name: string;
  readonly namespace: string;
}

/** Judges what a schema cannot say: fields against each other, and what the webhook of a control plane refuses. */
export type Rule = (object: Spot, context: RuleContext) => readonly FormFault[];
