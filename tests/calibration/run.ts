// Prints the operating characteristics of every family: npm run calibrate [-- RUNS]. Minutes, where the tests take seconds.
import { FAMILIES } from './families/families.ts';
import { reportFamily } from './report.ts';

const USUAL_RUNS = 2000;
const USAGE = `usage: npm run calibrate [-- RUNS]   (simulated runs per row, from 100; ${USUAL_RUNS} unless told otherwise)`;

/** Exit code 0 when every number fits the published one, 1 when one does not, 2 for a wrong argument. */
const main = ([text = String(USUAL_RUNS), ...more]: readonly string[]): number => {
  const runs = /^[0-9]{3,7}$/.test(text) ? Number(text) : 0;
  if (runs < 100 || more.length > 0) {
    const got = [text, ...more].join(' ');
    process.stderr.write(`calibrate ${JSON.stringify(got)}: one whole number of runs from 100 to 9999999 is needed; ${USAGE}\n`);
    return 2;
  }
  process.stdout.write(`In brackets what was published; ~ marks what was simulated, ${runs} runs per row with fixed seeds.\n`);
  let [compared, off] = [0, 0];
  for (const family of FAMILIES) {
    const report = reportFamily(family, runs);
    process.stdout.write(`\n${report.text}`);
    compared += report.compared;
    off += report.off;
  }
  process.stdout.write(`\n${compared} numbers compared with published ones, ${off} off\n`);
  return off === 0 ? 0 : 1;
};

process.exitCode = main(process.argv.slice(2));
