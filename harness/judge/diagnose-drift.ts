import type { BlockTest } from './blocks.ts';
import type { Tested } from './tested.ts';

/** DRIFT (STATISTICS 6.3): blocks that differ more than independent draws would, because the split changed over the run. */
export const diagnoseDrift = ({ statistic, mean, lnTails }: BlockTest): Tested<'DRIFT'> => ({
  id: 'DRIFT',
  stat: statistic / mean,
  lnP: lnTails.lnUpper,
  guard: true,
});
