import { checkCase } from './check-case.ts';
import { FileError, type ReferenceFile, readReferenceFile } from './reference-file.ts';

const USAGE = 'usage: npm run conformance -- FILE…   (files of schema weighbridge-stats-reference/1)';

/** Prints failing fields and the count of cases; the exit code is 1 when any case failed. */
const runFiles = (files: readonly ReferenceFile[]): number => {
  let [passed, failed] = [0, 0];
  for (const { cases, tolerance } of files) {
    for (const read of cases) {
      const lines = checkCase(read, tolerance);
      process.stdout.write(lines.map((line) => `${line}\n`).join(''));
      if (lines.length === 0) {
        passed += 1;
      } else {
        failed += 1;
      }
    }
  }
  process.stdout.write(`${passed} passed, ${failed} failed\n`);
  return failed === 0 ? 0 : 1;
};

const main = (paths: readonly string[]): number => {
  const unknown = paths.find((path) => path.startsWith('-'));
  if (paths.length === 0 || unknown !== undefined) {
    process.stderr.write(`${unknown === undefined ? 'no file given' : `unknown option ${unknown}`}; ${USAGE}\n`);
    return 2;
  }
  try {
    return runFiles(paths.map(readReferenceFile));
  } catch (error) {
    if (error instanceof FileError) {
      process.stderr.write(`${error.message}\n`);
      return 2;
    }
    throw error;
  }
};

process.exitCode = main(process.argv.slice(2));
