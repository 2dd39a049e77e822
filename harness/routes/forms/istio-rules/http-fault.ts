import { shown } from '../../../text/shown.ts';
import { doubt, type FormFault, fault } from '../form-fault.ts';
import type { Spot } from '../spot.ts';
import { faultPercentFaults } from './percentages.ts';

/** Names of gRPC status codes (grpc, `statuscodes.md`). */
const GRPC_STATUS = new Set(
  'OK CANCELLED UNKNOWN INVALID_ARGUMENT DEADLINE_EXCEEDED NOT_FOUND ALREADY_EXISTS PERMISSION_DENIED RESOURCE_EXHAUSTED FAILED_PRECONDITION ABORTED OUT_OF_RANGE UNIMPLEMENTED INTERNAL UNAVAILABLE DATA_LOSS UNAUTHENTICATED'.split(
    ' ',
  ),
);

/** istio `validateHTTPStatus`. */
export const statusFaults = (status: Spot): readonly FormFault[] =>
  status.number !== null && (status.number < 200 || status.number > 600)
    ? [fault('invalid-status', status.path, `is ${status.number}, which is no status of an answer`, 'write 200 to 599')]
    : [];

const abortFaults = (abort: Spot): readonly FormFault[] => {
  const [httpStatus, grpcStatus, http2Error] = [abort.at('httpStatus'), abort.at('grpcStatus'), abort.at('http2Error')];
  const faults: FormFault[] = [...faultPercentFaults(abort.at('percentage')), ...statusFaults(httpStatus)];
  if (grpcStatus.text !== null && !GRPC_STATUS.has(grpcStatus.text))
    faults.push(
      fault(
        'invalid-status',
        grpcStatus.path,
        `is ${shown(grpcStatus.text)}, which is no status of gRPC`,
        'write a name such as UNAVAILABLE',
      ),
    );
  if (http2Error.isSet)
    faults.push(
      fault('not-supported', http2Error.path, 'is refused by Istio, which has not built it', 'write httpStatus or grpcStatus'),
    );
  if (![httpStatus, grpcStatus, http2Error].some(({ isSet }) => isSet))
    faults.push(doubt('abort-without-status', abort.path, 'aborts nothing without a status', 'write httpStatus: 500'));
  return faults;
};

const delayFaults = (delay: Spot): readonly FormFault[] => {
  const exponential = delay.at('exponentialDelay');
  const faults = [...faultPercentFaults(delay.at('percentage'))];
  if (exponential.isSet)
    faults.push(fault('not-supported', exponential.path, 'is refused by Istio, which has not built it', 'write fixedDelay'));
  return faults;
};

/** istio `validateHTTPFaultInjection`. */
export const httpFaultFaults = (injected: Spot): readonly FormFault[] => {
  if (!injected.isSet) return [];
  const [abort, delay] = [injected.at('abort'), injected.at('delay')];
  if (!abort.isSet && !delay.isSet)
    return [fault('empty-fault', injected.path, 'injects nothing', 'write abort or delay below it')];
  return [...(abort.isSet ? abortFaults(abort) : []), ...(delay.isSet ? delayFaults(delay) : [])];
};
