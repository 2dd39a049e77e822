import type { OutlierDetection } from '../../../routes/traffic-policy.ts';
import { duration, type Json } from './json.ts';

/** Ejection of pods by their answers, as Istio compiles it (pilot: applyOutlierDetection); nothing without a policy. */
export function outliers(detection: OutlierDetection | null): Record<string, Json> {
  if (detection === null) return {};
  const { intervalMs, baseEjectionTimeMs, maxEjectionPercent, minHealthPercent } = detection;
  return {
    outlier_detection: {
      ...counted('consecutive_5xx', detection.consecutive5xxErrors),
      ...counted('consecutive_gateway_failure', detection.consecutiveGatewayErrors),
      enforcing_success_rate: 0,
      ...(intervalMs === null ? {} : { interval: duration(intervalMs) }),
      ...(baseEjectionTimeMs === null ? {} : { base_ejection_time: duration(baseEjectionTimeMs) }),
      ...(maxEjectionPercent ? { max_ejection_percent: maxEjectionPercent } : {}),
    },
    // Envoy's own is 50: with half of the pods ejected it would ignore the ejections.
    common_lb_config: { healthy_panic_threshold: { value: minHealthPercent ?? 0 } },
  };
}

/** 0 switches a count off. One that is not written keeps Envoy's own: five answers of 5xx eject, gateway errors alone do not. */
const counted = (name: string, most: number | null): Record<string, Json> =>
  most === null ? {} : { [name]: most, [`enforcing_${name}`]: most > 0 ? 100 : 0 };
