import { defaultRequests } from '../../harness/judge/plan-requests.ts';
import { expecting } from '../harness/judge/given.ts';
import { GATEWAY_API } from './gateway-api-rule.ts';
import { ISTIO } from './istio-rule.ts';
import { passChance } from './pass-chance.ts';
import { percentText } from './printed.ts';
import { acceptance, type Rival } from './rival.ts';
import { leaking, sharesOf, shifted, type Truth } from './truth.ts';

/** What the routes promise, and what the gateway does, in words and as shares. */
interface Situation {
  readonly promised: readonly number[];
  readonly really: string;
  readonly truth: Truth;
}

const EIGHTY = [80, 20];
const THIRD_DEAD = [80, 10, 10];
const THIRD_OFF = [70, 30, 0];

const SITUATIONS: readonly Situation[] = [
  { promised: EIGHTY, really: 'as promised', truth: sharesOf(EIGHTY) },
  ...[2, 5, 10].map((points) => ({
    promised: EIGHTY,
    really: `${EIGHTY.map((weight, i) => weight + (i === 0 ? -points : points)).join(' : ')}, ${points} points off`,
    truth: shifted(EIGHTY, points),
  })),
  { promised: THIRD_DEAD, really: '90 : 10 : 0, a dead backend', truth: sharesOf([90, 10, 0]) },
  { promised: THIRD_OFF, really: '69.65 : 29.85 : 0.5, a leak', truth: leaking(THIRD_OFF, 0.005) },
];

const TOLERANCE_POINTS = 2;

/** Requests that `verify` sends for these weights when nobody says how many. */
const requestsFor = (promised: readonly number[], tolerancePoints: number | null): number =>
  defaultRequests(expecting(promised, { tolerancePoints }));

const passText = ({ promised, truth }: Situation, requests: number, tolerancePoints: number | null): string => {
  const { accepted, rejected } = passChance(promised, truth, requests, tolerancePoints);
  return percentText(accepted, rejected);
};

const acceptedText = (rival: Rival, { promised, truth }: Situation): string => {
  const { accepted, rejected } = acceptance(rival, promised, truth);
  return percentText(accepted, rejected);
};

/** One line of the comparison; the chances are those of being accepted, ready to print. */
export interface ComparisonRow {
  readonly promised: string;
  readonly really: string;
  readonly gatewayApi: string;
  readonly istio: string;
  readonly plain500: string;
  readonly plainDefault: string;
  readonly tolerance: string;
}

const weightsText = (weights: readonly number[]): string => weights.join(' : ');

/** How likely each check accepts gateways that are right and wrong in several ways. Takes seconds; all sums are exact. */
export const comparison = (): readonly ComparisonRow[] =>
  SITUATIONS.map((situation) => ({
    promised: weightsText(situation.promised),
    really: situation.really,
    gatewayApi: acceptedText(GATEWAY_API, situation),
    istio: acceptedText(ISTIO, situation),
    plain500: passText(situation, 500, null),
    plainDefault: passText(situation, requestsFor(situation.promised, null), null),
    tolerance: passText(situation, requestsFor(situation.promised, TOLERANCE_POINTS), TOLERANCE_POINTS),
  }));

/** Requests that weighbridge sends, per promised split. */
export const comparisonRequests = (): readonly { promised: string; plain: number; tolerance: number }[] =>
  [EIGHTY, THIRD_DEAD, THIRD_OFF].map((promised) => ({
    promised: weightsText(promised),
    plain: requestsFor(promised, null),
    tolerance: requestsFor(promised, TOLERANCE_POINTS),
  }));
