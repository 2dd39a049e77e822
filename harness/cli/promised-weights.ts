import { splitRules } from '../classify/joint-rule.ts';
import { formatWeights, parseWeights } from '../expect/weights.ts';
import type { Weight } from '../model/expectation.ts';
import type { Place } from '../model/place.ts';
import type { AnswerShare, RouteAnswer, RouteRow } from '../model/routes-report.ts';
import { exactWeights } from '../stats/exact-weights.ts';
import { drawNotes, mirrorParts } from './mirror-weights.ts';
import { checked, UsageError } from './usage-error.ts';

/** What manifests promise for one gate: the expectation, and where each weight of it stands. */
export interface Promised {
  readonly weights: readonly Weight[];
  /** The line of each weight; null where several lines make one, or none does. */
  readonly origins: readonly (Place | null)[];
  readonly notes: readonly string[];
}

/** How the versions are told apart, as far as it changes what is promised. */
export interface Naming {
  readonly groupBy: string;
  /** Names that the answers carry instead of those of the versions, in their order; null: the same. */
  readonly labels: readonly string[] | null;
  /** The names of the lab's workloads, taken where none of `labels` is given; null without a lab. */
  readonly stand: { readonly name: string; readonly versions: readonly string[] } | null;
}

/** Rows of the whole table: what stands at the line that a share comes from. */
type Written = Pick<RouteRow, 'place' | 'weight'>;

/** A name, its exact weight and where that comes from. */
interface Part {
  readonly name: string;
  readonly text: string;
  readonly note: string;
  readonly place: Place | null;
}

/**
 * Turns the one answer that routes give into the weights of a gate, versions in the order of the manifest, those of weight 0 included.
 *
 * @throws UsageError for requests that end without a version, unless the gate is about statuses, for labels that do not fit, for joint rules
 *   without labels, and for mirrors that there are none of
 */
export function promisedWeights(answer: RouteAnswer, rows: readonly Written[], naming: Naming): Promised {
  const closed = answer.shares.find(({ kind, status, share }) => kind === 'status' && status === null && share > 0);
  if (closed !== undefined)
    throw new UsageError(
      `--routes: ${categoryText(closed)} closes the connection, which is no answer to weigh; ask about another request with --probe`,
    );
  const parts = partsFor(answer, rows, naming);
  const weights = parts.map(({ name, text }) => ({ name, text }));
  return {
    // Read back once, so that whatever the manifests hold is a list that a saved tally can repeat.
    weights: checked(() => parseWeights(formatWeights(weights), '--routes')),
    origins: parts.map(({ place }) => place),
    notes: [
      ruleNote(answer),
      ...parts.map(({ name, note }) => `${name}: ${note}`),
      ...(naming.groupBy === 'mirror' ? drawNotes(answer) : []),
    ],
  };
}

function partsFor(answer: RouteAnswer, rows: readonly Written[], naming: Naming): readonly Part[] {
  const { groupBy, labels, stand } = naming;
  if (groupBy === 'status') return statusParts(answer, naming);
  if (groupBy === 'mirror') {
    if (labels !== null || stand !== null)
      throw new UsageError(
        `--group-by mirror: ${labels === null ? `the lab ${stand?.name} mirrors nothing; give a target` : `mirrored and unmirrored are the names; leave --labels ${labels.join(',')} out`}`,
      );
    return mirrorParts(answer);
  }
  const parts = splitRules(groupBy);
  if (parts.length > 1 && labels === null)
    throw new UsageError(
      `--group-by ${groupBy}: manifests promise the shares of one rule, not of ${parts.length} together; give --expect, or --labels with the joint name of each version`,
    );
  return versionParts(answer, rows, naming);
}

function versionParts(answer: RouteAnswer, rows: readonly Written[], { labels, stand }: Naming): readonly Part[] {
  const category = answer.shares.find(({ kind, share }) => kind === 'status' && share > 0);
  if (category !== undefined)
    throw new UsageError(
      `--routes: ${categoryText(category)} carries no version; weigh the statuses with --group-by status, or ask about another request`,
    );
  const versions = answer.shares.filter(({ kind }) => kind === 'version');
  const texts = weightTexts(versions);
  const names = namesFor(
    versions.map(({ name }) => name),
    labels,
    stand,
  );
  const sources = sourceTexts(versions, rows);
  return versions.map((share, i) => {
    const name = names[i] ?? share.name;
    const renamed = name === share.name ? '' : `${share.name}, `;
    return { name, text: texts[i] ?? share.exact, note: renamed + sources[i], place: share.place };
  });
}

/** The names that answers carry: `--labels`, else the lab's own where the lab has as many workloads, else the versions'. */
function namesFor(versions: readonly string[], labels: Naming['labels'], stand: Naming['stand']): readonly string[] {
  if (labels !== null && labels.length !== versions.length)
    throw new UsageError(
      `--labels ${labels.join(',')}: the routes have ${versions.length} ${versions.length === 1 ? 'version' : 'versions'} (${versions.join(', ')}); give one name for each, in this order`,
    );
  if (labels !== null) return labels;
  const isKnown = stand === null || versions.every((version) => stand.versions.includes(version));
  return isKnown || stand.versions.length !== versions.length ? versions : stand.versions;
}

/** Weights as they are written, where those alone make the shares; otherwise the exact whole numbers that do. */
function weightTexts(shares: readonly AnswerShare[]): readonly string[] {
  const exact = shares.map((share) => share.exact);
  const written = shares.map(({ weight }) => weight);
  if (!written.every((text) => /^\d{1,15}$/.test(text))) return exact;
  const isSame = String(exactWeights(written).units) === String(exactWeights(exact).units);
  return isSame ? written : exact;
}

/** Every status with its exact weight; versions answer 200. What has no share is left out: a status has no name of its own to miss. */
function statusParts({ shares }: RouteAnswer, { labels, stand }: Naming): readonly Part[] {
  if (labels !== null)
    throw new UsageError(`--labels ${labels.join(',')}: with --group-by status the statuses are the names; leave --labels out`);
  if (stand !== null)
    throw new UsageError(
      `--group-by status: the lab ${stand.name} answers no statuses by route; weigh its versions, or give a target`,
    );
  const sums = new Map<string, { weight: bigint; from: string[]; places: Place[] }>();
  for (const share of shares) {
    if (share.share <= 0) continue;
    const status = share.kind === 'version' ? '200' : String(share.status);
    const sum = sums.get(status) ?? { weight: 0n, from: [], places: [] };
    const name = share.kind === 'version' ? share.name : categoryName(share);
    sums.set(status, {
      weight: sum.weight + BigInt(share.exact),
      from: [...sum.from, `${name} (${placeText(share.place)})`],
      places: [...sum.places, share.place],
    });
  }
  const statuses = [...sums];
  const { units } = exactWeights(statuses.map(([, { weight }]) => String(weight)));
  return statuses.map(
    (
      [
        name,
        {
          from,
          places: [place, second],
        },
      ],
      i,
    ) => ({
      name,
      text: String(units[i]),
      note: `from ${from.join(', ')}`,
      place: second === undefined ? (place ?? null) : null,
    }),
  );
}

/** `weight 80 at FILE:LINE`; what no rule weighs follows the endpoints, and says how many. */
function sourceTexts(shares: readonly AnswerShare[], rows: readonly Written[]): readonly string[] {
  const isAt = (place: Place, { file, line }: Place) => place.file === file && place.line === line;
  // Several may stand on one line, and then they stand there in the same order.
  const found = shares.map(({ place }, i) => {
    const earlier = shares.slice(0, i).filter((share) => isAt(share.place, place)).length;
    return rows.filter((row) => isAt(row.place, place))[earlier];
  });
  const total = shares.reduce((sum, { exact }) => sum + BigInt(exact), 0n);
  const byEndpoints = found.every((row) => row === undefined);
  return shares.map((share, i) => {
    const row = found[i];
    const place = placeText(share.place);
    if (row === undefined)
      return byEndpoints ? `${share.exact} of ${total} endpoints, ${place}` : `its endpoints' part, ${place}`;
    return row.weight === null ? `no weight is written at ${place}` : `weight ${row.weight} at ${place}`;
  });
}

function ruleNote({ rule, host, entry }: RouteAnswer): string {
  const where = `${host}, ${entry}`;
  if (rule === null) return `no rule of the manifests applies to this request (${where})`;
  const name = rule.name === null ? '' : ` ${JSON.stringify(rule.name)}`;
  return `expected by ${rule.object}${name} at ${placeText(rule.place)} (${where})`;
}

function categoryText(share: AnswerShare): string {
  return `${placeText(share.place)}: ${categoryName(share)}, ${Number((share.share * 100).toPrecision(4))} % of the requests,`;
}

function categoryName({ name }: AnswerShare): string {
  return JSON.stringify(name);
}

function placeText({ file, line }: Place): string {
  return `${file}:${line}`;
}
