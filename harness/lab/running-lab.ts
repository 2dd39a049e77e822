import type { Address } from './gateways/wiring.ts';
import type { LabListener } from './layout/layout.ts';

/** A lab that runs: pods and a gateway, reached on loopback. */
export interface RunningLab {
  /** Where a listener of the layout is reached. */
  listenAt(listener: LabListener): Address;
  /** The gateway's own pages and counters. */
  readonly admin: Address;
  /** Resolves when the gateway or a pod ends by itself, with which and why: what is answered after that says nothing about the rules. */
  readonly died: Promise<string>;
  /** Stops every part; a second call does nothing. */
  stop(): Promise<void>;
}
