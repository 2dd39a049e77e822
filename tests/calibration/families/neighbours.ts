import { exactCell } from '../cell.ts';
import { GATEWAY_API } from '../gateway-api-rule.ts';
import { ISTIO } from '../istio-rule.ts';
import { PUBLISHED } from '../published.ts';
import { oneAttempt, untilSuccess } from '../rival.ts';
import { shifted } from '../truth.ts';
import { type Family, labelOf } from './family.ts';

function* rows() {
  for (const { percentages, rows: published } of PUBLISHED) {
    for (const { points, once, tenTries } of published) {
      const truth = shifted(percentages, points);
      const [gatewayApi, istio] = [oneAttempt(GATEWAY_API, percentages, truth), oneAttempt(ISTIO, percentages, truth)];
      yield {
        label: labelOf(percentages, points),
        cells: [
          exactCell(gatewayApi.rejected, once),
          exactCell(untilSuccess(gatewayApi, GATEWAY_API.attempts).rejected, tenTries),
          exactCell(istio.rejected),
          exactCell(untilSuccess(istio, ISTIO.attempts).rejected),
        ],
      };
    }
  }
}

/** The checks of Gateway API's conformance suite and Istio's tests, once and retried. */
export const NEIGHBOURS: Family = {
  title: "Gateway API's rule (500 requests) and Istio's (100): % of runs rejected",
  columns: ['Gateway API once', '10 tries', 'Istio once', '30 tries'],
  rows,
};
