import type { Message } from '../model/verdict.ts';
import type { Diagnosis } from './diagnose.ts';
import { percentText, probabilityText, statisticText } from './number-text.ts';
import { periodOf } from './period.ts';
import type { Scene } from './scene.ts';

/** What a rotation does to the numbers, without praising a split that failed. */
const consequenceText = ({ decision }: Scene): string =>
  ({
    PASS: 'The split is right and steadier than chance; p-values near 1 are expected.',
    FAIL: 'Its counts are steadier than chance, so the deviation is no bad luck.',
    INCONCLUSIVE: 'Its counts are steadier than chance.',
  })[decision.verdict];

/** How far back a request is compared: `the one before it`, `the one 3 before it`. */
const otherText = (lag: number): string => (lag === 1 ? 'the one before it' : `the one ${lag} before it`);

/** Connections or machines that stay on one version make blocks alike without any rotation. */
const blocksAreTooAlike = ({ fired, clients }: Diagnosis): boolean =>
  fired.has('UNDER') && !(clients !== null && fired.has(clients.id));

const rotationText = (diagnosis: Diagnosis): string | null => {
  const { serial, blocks, fired } = diagnosis;
  const period = serial !== null && fired.has('SERIAL') ? periodOf(serial.lags) : null;
  if (period !== null) {
    return `deals versions out in a fixed rotation (period ${period}) instead of drawing at random`;
  }
  if (blocksAreTooAlike(diagnosis) && blocks !== null) {
    const part = statisticText(blocks.statistic / blocks.mean);
    return `deals versions out in a rotation instead of drawing at random (twentieths of the run differ ${part} times as much as chance would make them)`;
  }
  if (serial !== null && fired.has('SERIAL') && serial.strongest.z < 0) {
    const { lag, agreement, expected } = serial.strongest;
    return `avoids repeating itself: a request hits the version of ${otherText(lag)} ${percentText(agreement)} of the time (${percentText(expected)} if independent)`;
  }
  return null;
};

const burstMessage = ({ serial, fired }: Diagnosis): Message[] => {
  if (serial === null || !fired.has('SERIAL') || serial.strongest.z < 0) {
    return [];
  }
  const { lag, agreement, expected, z } = serial.strongest;
  const text = `Versions come in bursts: a request hits the version of ${otherText(lag)} ${percentText(agreement)} of the time (${percentText(expected)} if independent, z = ${statisticText(z)}, p = ${probabilityText(serial.lnP)}). The gateway does not decide each request on its own.`;
  return [{ id: 'M-SERIAL', text }];
};

/**
 * How single requests follow each other, where nothing larger explains it: a rotation, or bursts. They change no verdict: with a
 * rotation the split is more regular than the test needs.
 */
export const rotationMessages = (scene: Scene): Message[] => {
  const { diagnosis, causes } = scene.findings;
  if (diagnosis === null || causes.unit !== null) {
    return [];
  }
  const text = rotationText(diagnosis);
  if (text !== null) {
    return [{ id: 'M-UNDER', text: `The gateway ${text}. ${consequenceText(scene)}` }];
  }
  return causes.changes.size > 0 || causes.shardsDisagree ? [] : burstMessage(diagnosis);
};
