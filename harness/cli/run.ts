import { askedGates } from './asked-gates.ts';
import { type CommandOf, readCommandLine } from './command-line.ts';
import { bothModes, concludeComparison } from './compared.ts';
import { conclude } from './conclude.ts';
import { concludeCounted, weighedBefore } from './conclude-counted.ts';
import { readCounted } from './counted.ts';
import { EXIT } from './exit-code.ts';
import { guard } from './guard.ts';
import type { Host } from './host.ts';
import { watchInterrupt } from './interrupt.ts';
import { labUp } from './lab-up.ts';
import { listGates } from './list-gates.ts';
import { checkOutputs, checkTallyPlace, keepTallies, writePlan, writeReport, writeRoutes } from './outputs.ts';
import { readPromises } from './promised-gates.ts';
import { askQuestion } from './question.ts';
import { answerPlan } from './requests-needed.ts';
import { askedProbe } from './route-probe.ts';
import { readRouteTables } from './route-tables.ts';
import { reportRoutes } from './routes-report.ts';
import { UsageError } from './usage-error.ts';
import { versionText } from './version-text.ts';
import { prepare, weighAll } from './weighing.ts';

/** weighbridge, whole: reads what is asked, measures, judges, reports. Returns the exit code and never throws. */
export function run(host: Host): Promise<number> {
  return guard(host, async () => {
    const command = readCommandLine(host.argv.slice(2), host.env);
    switch (command.verb) {
      case 'help': {
        // Loaded only here: yargs takes longer to load than everything else that a verdict needs.
        const { helpText } = await import('./help-text.ts');
        host.stdout.write(helpText(command.of, host.stdout.columns || 80));
        return EXIT.pass;
      }
      case 'version':
        host.stdout.write(versionText());
        return EXIT.pass;
      case 'completion': {
        const { completionScript } = await import('./completion/completion-script.ts');
        host.stdout.write(completionScript(command.shell));
        return EXIT.pass;
      }
      case 'verify':
        return verify(command, host);
      case 'judge':
        return judgeCounted(command, host);
      case 'plan':
        return plan(command, host);
      case 'routes':
        return routes(command, host);
      case 'lab':
        return labUp(command, host);
    }
  });
}

/** command line or gates file -> promises of manifests -> questions -> plans -> drive and classify, gate by gate -> tallies -> judge together -> one report. */
async function verify(command: CommandOf<'verify'>, host: Host): Promise<number> {
  const { options } = command;
  // The rules are fixed, and every file and flag checked, before the first request.
  checkOutputs(options);
  const compares = options['compare-connections'] ?? false;
  const asked = await readPromises(await askedGates(command, host), host);
  const ways = compares ? asked.flatMap(bothModes) : asked;
  const weighings = await Promise.all(ways.map((way) => prepare(way, asked.length)));
  if (options['list-gates']) return listGates(weighings, command.given, host);
  const place = { path: options.tally, isFolder: compares || asked.some(({ name }) => name !== null) };
  await checkTallyPlace(place);

  const interrupt = watchInterrupt(host);
  try {
    const weighed = await weighAll(weighings, asked.length, interrupt.signal, host);
    const conclusion = () => (compares ? concludeComparison : conclude)(weighed, interrupt.exitCode());
    const { tallySaved, report } = await keepTallies(place, weighed, host, conclusion);
    return await writeReport(report, command, host, tallySaved);
  } finally {
    interrupt.release();
  }
}

/** Counts that exist -> judge -> report. The same judge, so a saved tally gives the verdict that was given live. */
async function judgeCounted(command: CommandOf<'judge'>, host: Host): Promise<number> {
  const { files, options, given } = command;
  checkOutputs(options);
  const weighed = weighedBefore(await readCounted(files, options, host), options, given);
  const place = { path: options.tally, isFolder: false };
  const { tallySaved, report } = await keepTallies(place, [weighed], host, () => concludeCounted(weighed));
  return writeReport(report, command, host, tallySaved);
}

/** Weights and risks -> how many requests a question needs. Sends nothing. */
async function plan({ options }: CommandOf<'plan'>, host: Host): Promise<number> {
  checkOutputs(options);
  const question = askQuestion(options, null);
  return writePlan(answerPlan(question, options.requests ?? null), options, host);
}

/** Manifests -> route tables -> the answers to one probe, or the whole table. Sends nothing. */
async function routes({ files, options, given }: CommandOf<'routes'>, host: Host): Promise<number> {
  checkOutputs(options);
  if (files.length === 0) throw new UsageError('routes: no manifests; name files or a folder, or - to read standard input');
  const probe = askedProbe(options, given);
  const sets = await readRouteTables(files, options.namespace, 'routes', host);
  return writeRoutes(await reportRoutes(sets, probe, options.strict ?? false), options, host);
}
