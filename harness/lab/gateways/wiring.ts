import type { Endpoint, ServicePort } from '../../routes/cluster/cluster.ts';
import type { LabListener } from '../layout/layout.ts';

/** Where something is reached. */
export interface Address {
  readonly host: string;
  readonly port: number;
}

/** An address of an endpoint and its part of the endpoint's requests. */
export interface WeightedAddress extends Address {
  readonly weight: number;
}

/** The addresses of a running lab, for whoever writes the configuration of its gateway. */
export interface Wiring {
  /** Where the gateway binds for a listener. */
  listenAt(listener: LabListener): Address;
  /**
   * Every pod, or outside address, behind an endpoint of a service port; none is 503.
   *
   * @throws LabError for an address outside that nobody in the lab stands for: 503 would be wrong there
   */
  addressesOf(endpoint: Endpoint, port: ServicePort): readonly WeightedAddress[];
  /** The gateway's own pages and counters. */
  readonly admin: Address;
  /** PEM files for listeners that terminate TLS and for connections between clusters; null where nothing needs them. */
  readonly certificates: CertificateFiles | null;
}

/** Paths as the gateway sees them. */
export interface CertificateFiles {
  readonly authority: string;
  readonly certificate: string;
  readonly key: string;
}
