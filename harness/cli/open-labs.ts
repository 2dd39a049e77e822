import type { WholeLab } from '../lab/lab.ts';
import { checkedLab } from './lab-faults.ts';
import type { LabSetup } from './lab-setup.ts';

/** Labs of a run, one at a time: gates that follow each other in the same lab share it. */
export interface OpenLabs {
  /** The lab of a gate: the one that runs, or a new one in its place. */
  open(setup: LabSetup): Promise<WholeLab>;
  /** Stops what runs. */
  close(): Promise<void>;
}

export function openLabs(): OpenLabs {
  let current: { readonly key: string; readonly lab: WholeLab; hasDied: boolean } | null = null;
  const close = async () => {
    const closing = current;
    current = null;
    await closing?.lab.stop();
  };
  const open = async (setup: LabSetup): Promise<WholeLab> => {
    // A lab whose gateway died says nothing about the next gate.
    if (current?.key === setup.key && !current.hasDied) return current.lab;
    await close();
    const { startLab } = await import('../lab/lab.ts');
    const { layout, gateway, runtime, peers } = setup;
    const { kind, options } = gateway;
    const lab = await checkedLab(() => startLab(layout, { kind, gateway: options, runtime, peers }));
    const opened = { key: setup.key, lab, hasDied: false };
    lab.died.then(() => {
      opened.hasDied = true;
    });
    current = opened;
    return lab;
  };
  return { open, close };
}
