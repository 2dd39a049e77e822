import type { Action, Destination, Fault, Rule } from '../../route-table.ts';
import { destinationParts, type Layer } from './destination-parts.ts';
import { type Fraction, fraction, ONE, restOf, times, ZERO } from './fraction.ts';
import { abortStatus } from './grpc-status.ts';
import { category, type Part } from './part.ts';

/** `delegate` stands for rules that are in no given file: see istio/, where a delegate that is not there becomes such a destination. */
const DELEGATE = 'delegate ';

export interface Parts {
  readonly parts: readonly Part[];
  /** Why nothing can be said; null otherwise. */
  readonly unknown: string | null;
}

const abortShare = (fault: Fault | null): Fraction => {
  const share = fault?.abort?.share;
  return share === undefined ? ZERO : fraction(BigInt(Math.min(share.numerator, share.denominator)), BigInt(share.denominator));
};

/** The share of every destination among them. A single Istio destination gets everything, whatever its weight (pilot: processDestination). */
export const weightShares = (destinations: readonly Destination[], isIstio: boolean): readonly Fraction[] | null => {
  if (destinations.length === 1 && isIstio) {
    return [ONE];
  }
  const weights = destinations.map(({ weight }) => BigInt(weight.value));
  const sum = weights.reduce((total, weight) => total + weight, 0n);
  return sum === 0n ? null : weights.map((weight) => fraction(weight, sum));
};

const forwardParts = (
  action: Extract<Action, { readonly kind: 'forward' }>,
  { object, fault }: Rule,
  layer: Layer,
  askedPort: number | null,
): Parts => {
  const { destinations } = action;
  const delegate = destinations.find(({ host, service }) => service === null && host.startsWith(DELEGATE));
  if (delegate !== undefined) {
    return { parts: [], unknown: `the rule hands over to ${delegate.host}, which is not in the given files` };
  }
  const shares = weightShares(destinations, object.kind === 'VirtualService');
  if (shares === null) {
    return { parts: [], unknown: 'the weights of the rule sum to 0' };
  }
  const rest = restOf(abortShare(fault));
  const isUntouched = rest.over === rest.under;
  return {
    parts: destinations.flatMap((destination, index) =>
      destinationParts(
        destination,
        times(shares[index] ?? ZERO, rest),
        isUntouched ? BigInt(destination.weight.value) : null,
        layer,
        askedPort,
      ),
    ),
    unknown: null,
  };
};

const actionParts = (rule: Rule, layer: Layer, askedPort: number | null): Parts => {
  const { action } = rule;
  const rest = restOf(abortShare(rule.fault));
  switch (action.kind) {
    case 'forward':
      return forwardParts(action, rule, layer, askedPort);
    case 'redirect':
      return { parts: [category(action.status, 'redirect', rest, action.place)], unknown: null };
    case 'respond':
      return { parts: [category(layer === 'http' ? action.status : 0, action.reason, rest, action.place)], unknown: null };
  }
};

/** What becomes of the requests that a rule takes. Faults come before routing (Envoy: the fault filter stands before the router). */
export const ruleParts = (rule: Rule, layer: Layer, askedPort: number | null, isGrpc: boolean): Parts => {
  const share = abortShare(rule.fault);
  const abort = rule.fault?.abort ?? null;
  const aborted =
    abort === null || share.over === 0n ? [] : [category(abortStatus(abort, isGrpc), 'fault abort', share, abort.place)];
  const { parts, unknown } = actionParts(rule, layer, askedPort);
  return {
    parts: unknown === null ? [...parts.filter((part) => share.over !== share.under || part.kind === 'version'), ...aborted] : [],
    unknown,
  };
};
