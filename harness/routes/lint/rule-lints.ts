import type { Problem } from '../../model/routes-report.ts';
import { shown } from '../../text/shown.ts';
import { durationText } from '../answer/effects/duration-text.ts';
import { destinationText } from '../answer/shares/destination-text.ts';
import { note, warning } from '../problem.ts';
import type { Destination, Rule } from '../route-table.ts';
import { objectName } from './rule-name.ts';

const destinationsOf = ({ action }: Rule): readonly Destination[] => (action.kind === 'forward' ? action.destinations : []);

/** Istio gives a single destination everything (pilot: processDestination does not look at its weight). */
const singleWeight = (rule: Rule): readonly Problem[] => {
  const [only, ...others] = destinationsOf(rule);
  if (rule.object.kind !== 'VirtualService' || only === undefined || others.length > 0) {
    return [];
  }
  const { value, isWritten, place } = only.weight;
  return !isWritten || value === 100
    ? []
    : [
        (value === 0 ? warning : note)(
          'single-weight-ignored',
          place,
          `${objectName(rule)}: weight ${value} of the only destination is not looked at: it gets everything`,
          'leave the weight out, or add the destination that gets the rest',
        ),
      ];
};

const isSamePlace = (a: Destination, b: Destination): boolean => a.host === b.host && a.subset === b.subset && a.port === b.port;

const mirrorToItself = (rule: Rule): readonly Problem[] =>
  rule.mirrors
    .filter(({ destination }) => destinationsOf(rule).some((other) => isSamePlace(other, destination)))
    .map(({ destination, place }) =>
      warning(
        'mirror-to-itself',
        place,
        `${objectName(rule)}: ${shown(destinationText(destination))} gets the request and its copy`,
        'mirror to another subset or service',
      ),
    );

/** Envoy counts the route's timeout from its router on, and the delay is injected before it. */
const delayNotCut = (rule: Rule): readonly Problem[] => {
  const delay = rule.fault?.delay ?? null;
  return delay === null || delay.share.numerator === 0 || !rule.timeoutMs || rule.timeoutMs >= delay.fixedDelayMs
    ? []
    : [
        warning(
          'delay-not-cut',
          delay.place,
          `${objectName(rule)}: the timeout of ${durationText(rule.timeoutMs)} does not cut the delay of ${durationText(delay.fixedDelayMs)} of the same rule: a fault is injected before the timeout begins`,
          'write the timeout in the rule by which the caller is called',
        ),
      ];
};

const lateRetries = (rule: Rule): readonly Problem[] => {
  const { retries, timeoutMs } = rule;
  const perTryMs = retries?.perTryTimeoutMs ?? null;
  if (retries === null || perTryMs === null || perTryMs === 0 || !timeoutMs) {
    return [];
  }
  const wholeMs = perTryMs * (retries.attempts + 1);
  return wholeMs <= timeoutMs
    ? []
    : [
        warning(
          'retries-cut-short',
          retries.place,
          `${objectName(rule)}: ${retries.attempts + 1} tries of ${durationText(perTryMs)} need ${durationText(wholeMs)}, and the timeout of the rule ends them after ${durationText(timeoutMs)}`,
          `write a timeout of at least ${durationText(wholeMs)}, or fewer attempts`,
        ),
      ];
};

/** What is suspicious about a rule by itself. */
export const ruleLints = (rule: Rule): readonly Problem[] => [
  ...singleWeight(rule),
  ...mirrorToItself(rule),
  ...delayNotCut(rule),
  ...lateRetries(rule),
];
