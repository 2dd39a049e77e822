import { readFileSync } from 'node:fs';
import type { Report } from '../model/report.ts';
import type { Tally } from '../model/tally.ts';
import { NODE, VERSION } from './version.ts';

const REPORT: Report['schema'] = 'weighbridge/report/v1';
const TALLY: Tally['schema'] = 'weighbridge/tally/v1';
const GATES = 'weighbridge/gates/v1';

/**
 * What `--version` prints: the version on the first line, which scripts may rely on, and on the second what a report of a fault needs:
 * the Node that runs, the records that are read and written, and in a built package the commit it was made from.
 */
export function versionText(commit: string | null = builtFrom()): string {
  const records = `report ${REPORT}, tally ${TALLY}, gates ${GATES}`;
  const facts = [NODE, records];
  return `weighbridge ${VERSION}\n${[...facts, ...(commit === null ? [] : [`commit ${commit}`])].join('; ')}\n`;
}

/** The commit that scripts/build.ts notes beside the compiled code; null in the sources, which may hold anything. */
function builtFrom(): string | null {
  try {
    const { commit } = JSON.parse(readFileSync(new URL('./build.json', import.meta.url), 'utf8'));
    return typeof commit === 'string' ? commit : null;
  } catch {
    return null;
  }
}
