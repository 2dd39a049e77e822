import { VERIFY } from './commands/verify.ts';
import { type Group, OPTIONS, type OptionName } from './options.ts';

const IN_FILE: readonly Group[] = ['Expectation', 'Routes', 'Traffic', 'Risk', 'Lab'];
const BESIDE_FILE: readonly Group[] = ['Risk', 'Report', 'Gates'];

/** How labs are run is the same for all gates of a run. */
const OF_THE_RUN: readonly OptionName[] = ['compare-connections', 'gateway', 'runtime'];

const ofGroups = (groups: readonly Group[]): readonly OptionName[] =>
  VERIFY.options.filter((name) => groups.includes(OPTIONS[name].group) && !OF_THE_RUN.includes(name));

/** Options of `verify` that a gate of the gates file may set; how the run is reported belongs to the run. */
export const GATE_OPTIONS: readonly OptionName[] = ofGroups(IN_FILE);

/**
 * Options that may stand beside `--config`. Those about risk hold for every gate, whatever the file says; where an address of the file
 * is reached from here, and where a log is written, is known to whoever types the command.
 */
export const BESIDE_CONFIG: readonly OptionName[] = [...ofGroups(BESIDE_FILE), 'connect-to', 'evidence'];

/** Options that may stand beside a scenario of `--lab`, whose gates stand in a file as well; its addresses are those of the lab. */
export const BESIDE_SCENARIO: readonly OptionName[] = [...ofGroups(BESIDE_FILE), 'lab', 'gateway', 'runtime'];
