import { VERIFY } from './commands/verify.ts';
import { type Group, OPTIONS, type OptionName } from './options.ts';

const IN_FILE: readonly Group[] = ['Expectation', 'Routes', 'Traffic', 'Risk', 'Lab'];
const BESIDE_FILE: readonly Group[] = ['Risk', 'Report', 'Gates'];

const ofGroups = (groups: readonly Group[]): readonly OptionName[] =>
  VERIFY.options.filter((name) => groups.includes(OPTIONS[name].group) && name !== 'compare-connections');

/** Options of `verify` that a gate of the gates file may set; how the run is reported belongs to the run. */
export const GATE_OPTIONS: readonly OptionName[] = ofGroups(IN_FILE);

/**
 * Options that may stand beside `--config`. Those about risk hold for every gate, whatever the file says; where an address of the file
 * is reached from here is known to whoever types the command.
 */
export const BESIDE_CONFIG: readonly OptionName[] = [...ofGroups(BESIDE_FILE), 'connect-to'];
