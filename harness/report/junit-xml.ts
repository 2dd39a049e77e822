import type { Builder, TestCase, TestSuite } from 'junit-report-builder';
import type { JunitCase, JunitSuite } from './junit-model.ts';
import { withoutCommands } from './without-commands.ts';

/**
 * Suites as JUnit XML, by the library. What it leaves open is done here: the root has no way to take a time and gets a `skipped` that
 * the schema of Jenkins (junit-10) refuses, a skipped case cannot say why, and only the first `]]>` of a text is kept from ending it.
 *
 * @param library the module, loaded only for this format: it takes longer than a verdict
 */
export function junitXml(suites: readonly JunitSuite[], name: string, library: Builder): string {
  const builder = library.newBuilder().name(name);
  const seconds = suites.reduce((sum, suite) => sum + suite.seconds, 0);
  for (const given of suites) {
    const suite = builder.testSuite().name(given.name).time(given.seconds);
    if (given.startedAt !== null) suite.timestamp(given.startedAt);
    for (const [property, value] of given.properties) suite.property(property, value);
    for (const one of given.cases) writeCase(suite.testCase(), one, `${name}.${given.name}`);
    finishRoot(suite, Math.round(seconds * 1000) / 1000);
  }
  return `${builder.build()}\n`;
}

function writeCase(made: TestCase, given: JunitCase, className: string): void {
  made.name(given.name).className(className).time(given.seconds);
  switch (given.outcome) {
    case 'passed':
      break;
    case 'failed':
      made.failure(given.message, given.type).stacktrace(contained(given.detail));
      break;
    case 'error':
      made.error(given.message, given.type, contained(given.detail));
      break;
    case 'skipped':
      skip(made, given.message);
  }
  if (given.output !== '') made.standardOutput(contained(given.output));
}

/** Beside the library's own `skipped()`, which takes no message. */
function skip(made: TestCase, message: string): void {
  const build = made.build.bind(made);
  made.getSkippedCount = () => 1;
  made.build = (parent) => {
    const element = build(parent);
    element.ele('skipped', { message });
    return element;
  };
}

/** The root is at hand only while a suite is written into it. */
function finishRoot(suite: TestSuite, seconds: number): void {
  const build = suite.build.bind(suite);
  suite.build = (root) => {
    root?.att('time', seconds).removeAttribute('skipped');
    return build(root);
  };
}

/** A text that no CDATA section ends in, and that no CI runner takes commands from where the report is printed. */
function contained(text: string): string {
  return withoutCommands(text).replaceAll(']]>', ']]\\u{3e}');
}
