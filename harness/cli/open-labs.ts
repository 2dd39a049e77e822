import type { startLab, WholeLab } from '../lab/lab.ts';
import { checkedLab } from './lab-faults.ts';
import type { LabSetup } from './lab-setup.ts';

/** Labs of a run, one at a time: gates that follow each other in the same lab share it. */
export interface OpenLabs {
  /** The lab of a gate: the one that runs, or a new one in its place. */
  open(setup: LabSetup): Promise<WholeLab>;
  /** Stops what runs. */
  close(): Promise<void>;
}

/** Loaded when the first lab starts: a run of targets and stands needs none of it. */
const startLoaded: typeof startLab = async (layout, options) => (await import('../lab/lab.ts')).startLab(layout, options);

/**
 * No lab runs yet.
 *
 * @param start how one is started, which tests replace
 * @param signal aborted: a start that is under way fails soon; a lab that runs is left to `close`
 */
export function openLabs(start: typeof startLab = startLoaded, signal?: AbortSignal): OpenLabs {
  let current: { readonly key: string; readonly lab: WholeLab; hasDied: boolean } | null = null;
  const close = async () => {
    const closing = current;
    current = null;
    await closing?.lab.stop();
  };
  const open = async (setup: LabSetup): Promise<WholeLab> => {
    // A lab without one of its parts says nothing about the next gate.
    if (current?.key === setup.key && !current.hasDied) return current.lab;
    await close();
    const { layout, gateway, runtime, peers, names = [] } = setup;
    const { kind, options } = gateway;
    const lab = await checkedLab(() => start(layout, { kind, gateway: options, runtime, peers, names, signal }));
    const opened = { key: setup.key, lab, hasDied: false };
    lab.died.then(() => {
      opened.hasDied = true;
    });
    current = opened;
    return lab;
  };
  return { open, close };
}
