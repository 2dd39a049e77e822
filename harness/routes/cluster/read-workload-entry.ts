import type { Problem } from '../../model/routes-report.ts';
import type { ManifestObject } from '../manifest-object.ts';
import { warning } from '../problem.ts';
import type { Workload } from './cluster.ts';
import { objectText } from './object-text.ts';
import { labelsAt, numbersAt, textAt, wholeAt } from './written.ts';

/** A machine outside Kubernetes. Nothing in the files says whether a proxy runs on it. */
export function readWorkloadEntry(object: ManifestObject): {
  workload: Workload;
  ports: Readonly<Record<string, number>>;
  problems: readonly Problem[];
} {
  const { kind, namespace, name, place, value } = object;
  const weight = wholeAt(value, 'spec', 'weight');
  return {
    workload: {
      object: { kind, namespace, name },
      labels: labelsAt(value, 'spec', 'labels'),
      replicas: 1,
      containers: [],
      address: textAt(value, 'spec', 'address'),
      weight: endpointWeight(weight),
      isInjected: null,
      place,
    },
    ports: numbersAt(value, 'spec', 'ports'),
    problems: weight === 0 ? [zeroWeight(object, ['spec', 'weight'])] : [],
  };
}

/** Istio balances with 1 where no weight is written, *and where 0 is* (`GetLoadBalancingWeight`, pilot/pkg/model/service.go). */
export const endpointWeight = (written: number | null): number => written || 1;

/** Said of a weight of 0, at `path`. */
export const zeroWeight = (object: ManifestObject, path: readonly (string | number)[]): Problem =>
  warning(
    'endpoint-weight-zero',
    object.placeOf(...path),
    `${objectText(object)}: weight 0 of an endpoint counts as 1: Istio knows no endpoint without load`,
    'remove the endpoint, or send it nothing by a subset with weight 0 in a VirtualService',
  );
