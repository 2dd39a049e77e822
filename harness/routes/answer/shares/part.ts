import type { Place } from '../../../model/place.ts';
import type { Fraction } from './fraction.ts';

/** A share of the requests of one answer, before equal ones are added up and named. */
export interface Part {
  readonly kind: 'version' | 'status';
  /** Version or category. */
  readonly name: string;
  /** Host of the service behind it; null for a category. */
  readonly host: string | null;
  /** With port. Null for a category. */
  readonly destination: string | null;
  readonly status: number | null;
  readonly share: Fraction;
  /** The weight it was written with, where the share is nothing but weight / sum; else null. */
  readonly weight: bigint | null;
  readonly place: Place;
}

/** An answer that no workload gives. Status 0 stands for a connection that is closed, as outside HTTP. */
export const category = (status: number, reason: string, share: Fraction, place: Place): Part => ({
  kind: 'status',
  name: status === 0 ? `closed: ${reason}` : `${status} ${reason}`,
  host: null,
  destination: null,
  status: status === 0 ? null : status,
  share,
  weight: null,
  place,
});
