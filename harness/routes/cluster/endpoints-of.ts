import type { Endpoint, Service } from './cluster.ts';
import { carries } from './label-selector.ts';

/** The endpoints that a subset selects: those that carry all of its labels. Null, and a subset without labels, take all of them. */
export const endpointsOf = (service: Service, labels: Readonly<Record<string, string>> | null): readonly Endpoint[] =>
  labels === null ? service.endpoints : service.endpoints.filter((endpoint) => carries(endpoint.labels, labels));
