/** One destination of a weighted route. */
export interface Destination {
  /** The name its workload gives itself. */
  readonly name: string;
  readonly port: number;
  /** A whole number above zero. */
  readonly weight: number;
}

/** A weighted route on loopback: what a gateway's configuration is written from. */
export interface Split {
  readonly listenPort: number;
  readonly destinations: readonly Destination[];
}

/** The sum of all weights. */
export function totalWeight(destinations: readonly Destination[]): number {
  return destinations.reduce((sum, destination) => sum + destination.weight, 0);
}
