import type { Builder } from 'junit-report-builder';
import type { Report } from '../model/report.ts';
import { decidesRun } from './ci-outcome.ts';
import { junitSuite } from './junit-suite.ts';
import { junitXml } from './junit-xml.ts';
import type { Look } from './look.ts';
import { uniqueNames } from './unique-names.ts';

/** A report as JUnit XML: a suite per gate, in it a case for the verdict and one per version. */
export async function renderJunit(report: Report, look: Look): Promise<string> {
  // Its types describe an ES module with a default export; Node loads the CommonJS one, which is the builder itself.
  const library = (await import('junit-report-builder')).default as unknown as Builder;
  const suites = report.gates.map((gate, i) => junitSuite(gate, decidesRun(report, i), look));
  const names = uniqueNames(suites.map(({ name }) => name));
  const named = suites.map((suite, i) => ({ ...suite, name: names[i] ?? suite.name }));
  return junitXml(named, 'weighbridge', library);
}
