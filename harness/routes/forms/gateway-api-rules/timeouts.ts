import { goDurationMs } from '../../go-duration.ts';
import { type FormFault, fault } from '../form-fault.ts';
import type { Spot } from '../spot.ts';

/** Gateway API, `HTTPRouteTimeouts`: one try does not last longer than all together; 0 is no limit. */
export const timeoutFaults = (timeouts: Spot): readonly FormFault[] => {
  const [request, backend] = [timeouts.at('request'), timeouts.at('backendRequest')];
  const [requestMs, backendMs] = [goDurationMs(request.text ?? ''), goDurationMs(backend.text ?? '')];
  return requestMs !== null && backendMs !== null && requestMs !== 0 && backendMs > requestMs
    ? [
        fault(
          'timeouts-order',
          backend.path,
          `is ${backend.text}, above request ${request.text}`,
          `write ${request.text} or less`,
        ),
      ]
    : [];
};
