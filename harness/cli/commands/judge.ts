import type { CommandSpec } from './command.ts';

/** `weighbridge judge [file…]`: judge counts that exist. */
export const JUDGE = {
  verb: 'judge',
  usage: 'judge [files..]',
  describe: 'Judge counts that exist: saved tallies, `sort | uniq -c` output, or --counts',
  positional: { name: 'files', describe: 'Saved tallies (several are added up) or one counted table; - for standard input' },
  options: [
    'expect',
    'labels',
    'group-by',
    'counts',
    'allow-unknown',
    'significance',
    'tolerance',
    'power',
    'max-failures',
    'require-power',
    'test',
    'diagnostics',
    'prove-it-can-fail',
    'seed',
    'on-inconclusive',
    'report',
    'out',
    'tally',
  ],
  examples: [
    ['judge --counts 61,28,11 --expect 60,30,10', 'judge numbers from an article'],
    ['judge tally.json', 'judge a saved run again'],
    ['judge table.txt --by hop:2 --expect Hello=30,Bonjour=60,Hola=10', 'judge `sort | uniq -c` output'],
  ],
} as const satisfies CommandSpec;
