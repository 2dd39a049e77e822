import type { Place } from '../model/place.ts';
import { wrapTight } from './break-long.ts';
import { pad } from './pad.ts';
import { columnsOf, printable } from './printable.ts';
import { shareText } from './share-text.ts';

/** One weighted destination. */
export interface DestinationLine {
  /** Empty where the destination is no single version. */
  readonly version: string;
  readonly share: number | null;
  readonly weight: string;
  readonly destination: string;
  readonly place: Place;
}

const HEAD = ['version', 'share', 'weight', 'destination'] as const;
const GAP = '  ';
const VERSION_COLUMNS = { min: 8, max: 28 };
const MOST_WEIGHT_COLUMNS = 12;
/** Narrower destinations cannot be read. */
const FEWEST_DESTINATION_COLUMNS = 20;

/** A place as an editor opens it. */
export function placeText({ file, line }: Place): string {
  return `${printable(file, Number.POSITIVE_INFINITY)}:${line}`;
}

/** Version, share, weight, destination and line of the file, aligned within `columns`; the file goes below where it does not fit. */
export function destinationTable(lines: readonly DestinationLine[], columns: number): readonly string[] {
  const rows = rowsOf(lines, columns);
  const widths = widthsOf(rows);
  const used = widths.reduce((sum, width) => sum + width + GAP.length, 0);
  const widest = Math.max(HEAD[3].length, ...rows.map(({ destination }) => columnsOf(destination)));
  // Under the destination where there is room, further to the left where not, and broken only where a whole line is too short for it.
  const widestPlace = Math.max(...rows.map(({ place }) => columnsOf(place)));
  const isWide = rows.every(({ place }) => used + widest + GAP.length + columnsOf(place) <= columns);
  const hasRoom = columns - used >= FEWEST_DESTINATION_COLUMNS;
  const front = (cells: readonly string[]) => cells.map((cell, column) => pad(cell, widths[column] ?? 0, column === 0)).join(GAP);
  const head = hasRoom ? HEAD : HEAD.slice(0, 3);
  return [
    [front(head.slice(0, 3)), ...head.slice(3)].join(GAP),
    ...rows.flatMap(({ cells, destination, place }) => {
      if (isWide) return [[front(cells), pad(destination, widest, true), place].join(GAP)];
      const indent = hasRoom ? used : GAP.length;
      const below = wrapTight(destination, columns - indent).map((line) => ' '.repeat(indent) + line);
      const [first = '', ...rest] = hasRoom ? below : ['', ...below];
      const left = ' '.repeat(Math.max(0, Math.min(indent, columns - widestPlace)));
      const where = wrapTight(place, columns).map((line) => left + line);
      return [(front(cells) + GAP + first.trimStart()).trimEnd(), ...rest, ...where];
    }),
  ];
}

function rowsOf(lines: readonly DestinationLine[], columns: number) {
  const numbers = lines.map(({ share, weight }) => [shareText(share), printable(weight, MOST_WEIGHT_COLUMNS)]);
  const wide = numbers.map(([share = '', weight = '']) => columnsOf(share) + columnsOf(weight));
  const room = columns - Math.max(0, ...wide) - 3 * GAP.length - FEWEST_DESTINATION_COLUMNS;
  // Long names give way to the numbers: a number that is cut says something else.
  const most = Math.max(VERSION_COLUMNS.min, Math.min(VERSION_COLUMNS.max, room));
  return lines.map(({ version, destination, place }, i) => ({
    cells: [printable(version, most), ...(numbers[i] ?? [])],
    destination: printable(destination, Number.POSITIVE_INFINITY),
    place: placeText(place),
  }));
}

function widthsOf(rows: readonly { readonly cells: readonly string[] }[]): readonly number[] {
  return [0, 1, 2].map((column) =>
    Math.max(columnsOf(HEAD[column] ?? ''), ...rows.map(({ cells }) => columnsOf(cells[column] ?? ''))),
  );
}
