import type { Destination, Match, Percentage, Rule } from '../../route-table.ts';
import type { DestinationPolicy } from '../../traffic-policy.ts';
import type { Asked } from '../match/asked.ts';
import { destinationText, portOf } from '../shares/destination-text.ts';
import { changedPath } from './changed-path.ts';
import { durationText } from './duration-text.ts';
import { headerEffects } from './header-effects.ts';
import { policyEffects } from './policy-effects.ts';
import { policyOf } from './policy-of.ts';
import { redirectTarget } from './redirect-text.ts';

const percent = ({ text }: Percentage): string => `${text} %`;

const pathEffects = ({ rewrite }: Rule, match: Match | null, { path }: Asked): readonly string[] => {
  if (rewrite === null) {
    return [];
  }
  const changed = rewrite.path === null ? path : changedPath(rewrite.path, match, path);
  return [
    ...(changed === null ? ['path rewritten by a regular expression that nothing is said about'] : []),
    ...(changed !== null && changed !== path ? [`path ${path} becomes ${changed}`] : []),
    ...(rewrite.host === null ? [] : [`host becomes ${rewrite.host}`]),
  ];
};

const timeEffects = ({ timeoutMs, retries, fault }: Rule): readonly string[] => {
  const delay = fault?.delay ?? null;
  const perTry = retries === null || retries.perTryTimeoutMs === null ? '' : `, ${durationText(retries.perTryTimeoutMs)} per try`;
  const on = retries === null || retries.retryOn === '' ? '' : ` on ${retries.retryOn}`;
  const tries =
    retries === null ? '' : `${retries.attempts} ${retries.attempts === 1 ? 'retry' : 'retries'} at most${on}${perTry}`;
  return [
    ...(delay === null || delay.share.numerator === 0
      ? []
      : [`${percent(delay.share)} delayed by ${durationText(delay.fixedDelayMs)}`]),
    ...(timeoutMs === null ? [] : [timeoutMs === 0 ? 'no timeout' : `timeout ${durationText(timeoutMs)}`]),
    ...(retries === null ? [] : [retries.attempts === 0 ? 'no retries' : tries]),
  ];
};

const destinationEffects = (
  destination: Destination,
  isOnly: boolean,
  policies: readonly DestinationPolicy[],
  { namespace, port: askedPort }: Asked,
): readonly string[] => {
  const port = portOf(destination, askedPort);
  const policy = policyOf(policies, { ...destination, port }, namespace);
  const effects = [
    ...headerEffects(destination.requestHeaders, 'request'),
    ...headerEffects(destination.responseHeaders, 'response'),
    ...(policy === null ? [] : policyEffects(policy)),
  ];
  return isOnly ? effects : effects.map((effect) => `${destinationText(destination)}: ${effect}`);
};

/** Equal effects of every destination are said once. */
const perDestination = (
  destinations: readonly Destination[],
  policies: readonly DestinationPolicy[],
  asked: Asked,
): readonly string[] => {
  const bare = destinations.map((destination) => destinationEffects(destination, true, policies, asked));
  const isSame = new Set(bare.map((effects) => JSON.stringify(effects))).size <= 1;
  return isSame
    ? (bare[0] ?? [])
    : destinations.flatMap((destination) => destinationEffects(destination, false, policies, asked));
};

/** What else a rule does to a request than choosing where it goes. */
export const ruleEffects = (
  rule: Rule,
  match: Match | null,
  asked: Asked,
  policies: readonly DestinationPolicy[],
): readonly string[] => [
  ...(rule.action.kind === 'redirect' ? [`redirected to ${redirectTarget(rule.action.redirect, match, asked)}`] : []),
  ...pathEffects(rule, match, asked),
  ...timeEffects(rule),
  ...rule.mirrors.map(({ share, destination }) => `${percent(share)} mirrored to ${destinationText(destination)}`),
  ...headerEffects(rule.requestHeaders, 'request'),
  ...headerEffects(rule.responseHeaders, 'response'),
  ...(rule.action.kind === 'forward' ? perDestination(rule.action.destinations, policies, asked) : []),
  ...rule.unexplained.map(({ field, place }) => `${field} (${place.file}:${place.line}) is not explained here`),
];
