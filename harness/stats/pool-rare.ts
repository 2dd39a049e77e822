/** Columns of a table to be read as one, each group with ascending indices, rarest group first. */
export type Pooling = readonly (readonly number[])[];

/** Fewest expected pairs of a version at which the tail of the group and lag tests can be trusted (STATISTICS 6.1). */
const FEWEST_PAIRS = 25;

/**
 * Merges rare versions: while the rarest column is expected to form fewer than 25 same-version pairs, it joins the next rarest.
 * `totals` are column totals, zero columns are left out; `pairs` is the number of request pairs compared.
 * Without this the upper tail is up to six times too liberal at 0.001. Example: totals 5, 95, 900 of 1000 with 49,500 pairs: [[0, 1], [2]].
 */
export const poolRare = (totals: readonly number[], pairs: number): Pooling => {
  const all = totals.reduce((sum, total) => sum + total, 0);
  const groups = totals.flatMap((total, index) => (total > 0 ? [{ total, members: [index] }] : []));
  const rarestFirst = (): void => {
    groups.sort((a, b) => a.total - b.total || (a.members[0] ?? 0) - (b.members[0] ?? 0));
  };
  rarestFirst();
  while (groups.length > 1 && pairs * ((groups[0]?.total ?? 0) / all) ** 2 < FEWEST_PAIRS) {
    const [rarest, next] = groups.splice(0, 2);
    if (rarest !== undefined && next !== undefined) {
      const members = [...rarest.members, ...next.members].sort((a, b) => a - b);
      groups.push({ total: rarest.total + next.total, members });
    }
    rarestFirst();
  }
  return groups.map(({ members }) => members);
};
