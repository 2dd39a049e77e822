import type { Field } from '../../field.ts';
import type { Fault } from '../../route-table.ts';
import { durationMs } from '../durations.ts';
import type { Report } from '../surroundings.ts';
import type { Unexplained } from '../unexplained.ts';
import { ofDouble, ofInteger } from './percentage.ts';

/**
 * `fault` of a rule (Istio reference: HTTPFaultInjection). Without a percentage nothing is aborted or delayed: "If not specified, no request
 * will be aborted". Kinds that Istio accepts and does not carry out (`http2Error`, `exponentialDelay`) are no fault here and unexplained.
 */
export function readFault(field: Field, report: Report): Fault | null {
  const abort = readAbort(field.at('abort'));
  const delay = readDelay(field.at('delay'), report);
  return abort === null && delay === null ? null : { abort, delay };
}

export const unexplainedOfFault = (field: Field): readonly Unexplained[] =>
  [field.at('abort').at('http2Error'), field.at('delay').at('exponentialDelay')]
    .filter(({ isWritten }) => isWritten)
    .map(({ path, place }) => ({ field: `fault.${path.slice(-2).join('.')}`, place }));

function readAbort(field: Field): Fault['abort'] {
  const httpStatus = field.at('httpStatus').number;
  const grpcStatus = field.at('grpcStatus').text;
  if (httpStatus === null && grpcStatus === null) return null;
  const percentage = field.at('percentage');
  return { share: percentage.isWritten ? ofDouble(percentage) : ofInteger(0), httpStatus, grpcStatus, place: field.place };
}

function readDelay(field: Field, report: Report): Fault['delay'] {
  const fixedDelayMs = durationMs(field.at('fixedDelay'), report);
  if (fixedDelayMs === null) return null;
  const percentage = field.at('percentage');
  const share = percentage.isWritten ? ofDouble(percentage) : ofInteger(field.at('percent').number ?? 0);
  return { share, fixedDelayMs, place: field.place };
}
