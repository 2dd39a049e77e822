import type { Field } from '../../field.ts';
import type { Mirror, Percentage } from '../../route-table.ts';
import type { Surroundings } from '../surroundings.ts';
import { readDestination } from './destination.ts';
import { NO_CHANGES } from './header-changes.ts';
import type { HttpRoute } from './http-route.ts';
import { ofDouble, ofInteger } from './percentage.ts';

/**
 * Where copies go: `mirror`, then every one of `mirrors`. Without a percentage everything is copied; one of 0 copies nothing, so there is no
 * mirror then (pilot: MirrorPercent, MirrorPercentByPolicy).
 */
export function readMirrors(route: HttpRoute, surroundings: Surroundings): readonly Mirror[] {
  const single = route.at('mirror');
  const listed = route.at('mirrors').items;
  return [
    ...(single.isWritten ? [readMirror(single, shareOfSingle(route), single, surroundings)] : []),
    ...listed
      .filter((mirror) => mirror.at('destination').isWritten)
      .map((mirror) => readMirror(mirror.at('destination'), shareOfListed(mirror.at('percentage')), mirror, surroundings)),
  ].filter(({ share }) => share.numerator > 0);
}

function readMirror(destination: Field, share: Percentage, { place }: Field, surroundings: Surroundings): Mirror {
  const weight = { value: 100, isWritten: false, place };
  return {
    destination: readDestination(destination, { weight, requestHeaders: NO_CHANGES, responseHeaders: NO_CHANGES }, surroundings),
    share,
    place,
  };
}

function shareOfSingle(route: HttpRoute): Percentage {
  const percentage = route.at('mirrorPercentage');
  if (percentage.isWritten) return ofDouble(percentage);
  return ofInteger(route.at('mirrorPercent').number ?? route.at('mirror_percent').number ?? 100);
}

const shareOfListed = (percentage: Field): Percentage => (percentage.isWritten ? ofDouble(percentage) : ofInteger(100));
