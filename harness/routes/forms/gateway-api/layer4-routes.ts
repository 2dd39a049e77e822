import { manifest } from '../metadata.ts';
import { list, object, type Schema } from '../schema.ts';
import { hostname, sectionName } from './names.ts';
import { parentRefs, weightedBackend } from './references.ts';
import { useDefaultGateways } from './session-persistence.ts';

/** v1 takes one rule, which needs backends; the alpha versions took sixteen. */
const rules = (maxItems: number): Schema =>
  list(
    object(
      { name: sectionName, backendRefs: list(object(weightedBackend, 'name'), { minItems: 1, maxItems: 16 }) },
      'backendRefs',
    ),
    { minItems: 1, maxItems },
  );

/** gateway-api.sigs.k8s.io/reference/spec, TCPRoute and UDPRoute. */
export const portRoute: Schema = manifest(object({ parentRefs, rules: rules(1), useDefaultGateways }, 'rules'));
export const portRouteAlpha: Schema = manifest(object({ parentRefs, rules: rules(16), useDefaultGateways }, 'rules'));

/** gateway-api.sigs.k8s.io/reference/spec, TLSRoute; host names became required after v1alpha2. */
export const tlsRoute: Schema = manifest(
  object(
    { parentRefs, hostnames: list(hostname, { minItems: 1, maxItems: 1024 }), rules: rules(1), useDefaultGateways },
    'hostnames rules',
  ),
);
export const tlsRouteAlpha: Schema = manifest(
  object({ parentRefs, hostnames: list(hostname, { maxItems: 1024 }), rules: rules(16), useDefaultGateways }, 'rules'),
);
