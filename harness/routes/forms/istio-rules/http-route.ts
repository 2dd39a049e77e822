import { shown } from '../../../text/shown.ts';
import { doubt, type FormFault, fault } from '../form-fault.ts';
import type { Spot } from '../spot.ts';
import { destinationFaults, optionalPortFaults } from './destinations.ts';
import { httpFaultFaults, statusFaults } from './http-fault.ts';
import { authorityFaults, headerFaults } from './http-headers.ts';
import { percentFaults } from './percentages.ts';
import { regexFaults } from './string-match.ts';
import { weightFaults } from './weights.ts';

const exclude = (rule: Spot, action: string, others: readonly string[]): readonly FormFault[] =>
  others
    .map((field) => rule.at(field))
    .filter(({ isEmpty }) => !isEmpty)
    .map(({ path }) =>
      fault('fields-exclude', path, `cannot be together with ${action}`, `keep ${action} or ${String(path.at(-1))}`),
    );

/** istio `validateHTTPRouteConflict`: a rule does one thing. */
const actionFaults = (rule: Spot, isDelegated: boolean): readonly FormFault[] => {
  const delegate = rule.at('delegate');
  if (delegate.isSet && isDelegated)
    return [fault('delegate-twice', delegate.path, 'is in a VirtualService that is itself a delegate', 'write the route here')];
  if (delegate.isSet) return exclude(rule, 'delegate', ['route', 'redirect', 'directResponse']);
  if (rule.has('redirect')) return exclude(rule, 'redirect', ['route', 'fault', 'rewrite', 'directResponse']);
  if (rule.has('directResponse')) return exclude(rule, 'directResponse', ['route', 'fault', 'rewrite']);
  return rule.at('route').isEmpty
    ? [fault('no-action', rule.path, 'goes nowhere', 'write route, redirect or directResponse')]
    : [];
};

/** istio `validateHTTPRedirect`. */
const redirectFaults = (redirect: Spot): readonly FormFault[] => {
  if (!redirect.isSet) return [];
  const [code, scheme] = [redirect.at('redirectCode'), redirect.at('scheme')];
  const faults: FormFault[] = [...optionalPortFaults(redirect.at('port'))];
  const says = ['uri', 'prefixRewrite', 'authority', 'scheme'].some((field) => redirect.at(field).words !== null);
  if (!says && !redirect.has('port') && !redirect.has('derivePort'))
    faults.push(fault('empty-redirect', redirect.path, 'does not say where to', 'write uri, authority, scheme or port'));
  if (code.number !== null && code.number !== 0 && (code.number < 300 || code.number > 399))
    faults.push(fault('invalid-status', code.path, `is ${code.number}, which is no redirect`, 'write 301, 302, 303, 307 or 308'));
  if (scheme.words !== null && !['http', 'https'].includes(scheme.words))
    faults.push(fault('unknown-value', scheme.path, `is ${shown(scheme.words)}`, 'write http or https'));
  return faults;
};

/** istio `validateHTTPRewrite`. */
const rewriteFaults = (rewrite: Spot): readonly FormFault[] => {
  if (!rewrite.isSet) return [];
  const regex = rewrite.at('uriRegexRewrite');
  const hasUri = rewrite.at('uri').words !== null;
  if (hasUri && regex.isSet) return [fault('fields-exclude', regex.path, 'cannot be together with uri', 'keep one of the two')];
  if (!hasUri && !regex.isSet && rewrite.at('authority').words === null)
    return [fault('empty-rewrite', rewrite.path, 'rewrites nothing', 'write uri, uriRegexRewrite or authority')];
  if (!regex.isSet) return [];
  const missing = ['match', 'rewrite'].filter((field) => regex.at(field).words === null);
  return [
    ...missing.map((field) => fault('missing-field', regex.at(field).path, 'is missing', `write ${field}:`)),
    ...(missing.includes('match') ? [] : regexFaults(regex.at('match'))),
  ];
};

const RETRY_ON = new Set(
  '5xx gateway-error reset reset-before-request connect-failure retriable-4xx refused-stream retriable-status-codes retriable-headers envoy-ratelimited http3-post-connect-failure cancelled deadline-exceeded internal resource-exhausted unavailable'.split(
    ' ',
  ),
);

/** istio `validateHTTPRetry`. */
const retryFaults = (retries: Spot): readonly FormFault[] => {
  const [attempts, retryOn] = [retries.at('attempts'), retries.at('retryOn')];
  if (!retries.isSet) return [];
  if ((attempts.number ?? 0) < 0)
    return [fault('out-of-range', attempts.path, `is ${attempts.number}, below 0`, 'write 0 or more')];
  const faults: FormFault[] = [];
  if (
    (attempts.number ?? 0) === 0 &&
    (retries.has('perTryTimeout') || retryOn.words !== null || retries.has('retryRemoteLocalities'))
  )
    faults.push(
      fault(
        'retries-off',
        retries.path,
        'is configured with 0 attempts, which turns it off',
        'write attempts: 1 or more, or attempts: 0 alone',
      ),
    );
  for (const condition of retryOn.words?.split(',') ?? []) {
    if (!RETRY_ON.has(condition) && !/^[1-5]\d\d$/.test(condition))
      faults.push(
        fault(
          'unknown-value',
          retryOn.path,
          `has ${shown(condition)}, which is no condition to retry on`,
          `write conditions such as 5xx,connect-failure without blanks`,
        ),
      );
  }
  return faults;
};

/** istio `validateHTTPMirrors`, and the two fields that came before. */
const mirrorFaults = (rule: Spot): readonly FormFault[] => {
  const [mirror, mirrors] = [rule.at('mirror'), rule.at('mirrors')];
  const old = ['mirrorPercent', 'mirror_percent'].map((field) => rule.at(field)).filter(({ isSet }) => isSet);
  return [
    ...(mirror.isSet && mirrors.items.length > 0
      ? [fault('fields-exclude', mirrors.path, 'cannot be together with mirror', 'keep one of the two')]
      : []),
    ...destinationFaults(mirror),
    ...percentFaults(rule.at('mirrorPercentage', 'value')),
    ...mirrors.items.flatMap((one) => [
      ...destinationFaults(one.at('destination')),
      ...percentFaults(one.at('percentage', 'value')),
    ]),
    ...old.flatMap(({ path, number }) =>
      (number ?? 0) > 100
        ? [fault('invalid-percentage', path, `is ${number}, above 100`, 'write 0 to 100')]
        : [doubt('old-field', path, 'is deprecated', `write mirrorPercentage: {value: ${number ?? 100}}`)],
    ),
  ];
};

/** istio `validateHTTPRoute`, but for its matches. `isDelegated`: in a VirtualService without hosts. */
export const httpRouteFaults = (rule: Spot, isDelegated: boolean): readonly FormFault[] => [
  ...actionFaults(rule, isDelegated),
  ...weightFaults(rule.at('route')),
  ...rule.at('route').items.flatMap((one) => [...destinationFaults(one.at('destination')), ...headerFaults(one.at('headers'))]),
  ...redirectFaults(rule.at('redirect')),
  ...statusFaults(rule.at('directResponse', 'status')),
  ...rewriteFaults(rule.at('rewrite')),
  ...retryFaults(rule.at('retries')),
  ...httpFaultFaults(rule.at('fault')),
  ...mirrorFaults(rule),
  ...headerFaults(rule.at('headers')),
  ...authorityFaults(rule),
];
