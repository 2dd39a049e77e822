import type { Place } from '../model/place.ts';
import type { RouteAnswer, RouteMirror } from '../model/routes-report.ts';
import { UsageError } from './usage-error.ts';

/** The parts that a rule's mirror promises, as `promised-weights.ts` makes them of versions. */
export interface MirrorPart {
  readonly name: 'mirrored' | 'unmirrored';
  readonly text: string;
  readonly note: string;
  readonly place: Place;
}

/** `percent` has four digits after the point at most. */
const PARTS_OF_A_PERCENT = 10_000;

/**
 * What a log of the shadow must show: so many in a hundred `mirrored`, the rest `unmirrored`; at 100 % and 0 % only one of the two, so that a
 * single request of the other kind is a fault.
 *
 * @throws UsageError for rules that copy nothing, or to several places, and for requests that the gateway answers before it would copy them
 */
export function mirrorParts({ mirrors, shares, rule }: RouteAnswer): readonly MirrorPart[] {
  const [mirror, second] = mirrors;
  if (mirror === undefined)
    throw new UsageError(
      `--group-by mirror: ${rule === null ? 'no rule applies to this request, so nothing' : `the rule at ${placeText(rule.place)}`} mirrors ${rule === null ? 'it' : 'nothing'}; ask about another request with --probe, or read versions with another rule`,
    );
  if (second !== undefined)
    throw new UsageError(
      `--group-by mirror: the rule mirrors to ${mirrors.length} places (${mirrors.map(({ place }) => placeText(place)).join(', ')}), and one log shows one of them; give --expect mirrored=…,unmirrored=… for it`,
    );
  const early = shares.find(({ kind, share }) => kind === 'status' && share > 0);
  if (early !== undefined)
    throw new UsageError(
      `--group-by mirror: ${placeText(early.place)}: the gateway answers ${JSON.stringify(early.name)} by itself, and what it answers early is not mirrored; give --expect mirrored=…,unmirrored=…`,
    );
  return partsOf(mirror);
}

function partsOf(mirror: RouteMirror): readonly MirrorPart[] {
  const mirrored = Math.round(Number(mirror.percent) * PARTS_OF_A_PERCENT);
  const unmirrored = 100 * PARTS_OF_A_PERCENT - mirrored;
  const { place } = mirror;
  const source = `${mirror.percent} % are copied to ${mirror.destination} (${placeText(mirror.place)})`;
  if (unmirrored === 0) return [{ name: 'mirrored', text: '1', note: source, place }];
  if (mirrored === 0) return [{ name: 'unmirrored', text: '1', note: source, place }];
  return [
    { name: 'mirrored', text: mirror.percent, note: source, place },
    { name: 'unmirrored', text: String(unmirrored / PARTS_OF_A_PERCENT), note: `the rest, by ${placeText(mirror.place)}`, place },
  ];
}

/** What whoever runs such a gate should know of how the share is drawn; none where nothing is drawn. */
export function drawNotes({ mirrors, rule }: RouteAnswer): readonly string[] {
  const isIstio = rule?.object.startsWith('VirtualService ') === true;
  return mirrors
    .filter(({ drawnFrom, share }) => isIstio && drawnFrom === 100 && share > 0 && share < 1)
    .map(
      ({ place }) =>
        `the share of the mirror at ${placeText(place)} is written in the old field for whole percents: Envoy draws it in hundredths, from the number that also picks the weight, so mirror and version need not be independent`,
    );
}

function placeText({ file, line }: Place): string {
  return `${file}:${line}`;
}
