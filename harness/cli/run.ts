import { parseGroupBy } from '../classify/group-by.ts';
import type { Tally } from '../model/tally.ts';
import { type CommandOf, readCommandLine } from './command-line.ts';
import { type Circumstances, conclude } from './conclude.ts';
import { readCounted } from './counted.ts';
import { EXIT } from './exit-code.ts';
import { guard } from './guard.ts';
import type { Host } from './host.ts';
import { watchInterrupt } from './interrupt.ts';
import type { Options } from './options.ts';
import { checkOutputs, keepTally, writePlan, writeReport } from './outputs.ts';
import { askQuestion, type Question, repeatQuestion } from './question.ts';
import { makePlan } from './request-plan.ts';
import { answerPlan, requestsFor } from './requests-needed.ts';
import { chooseStand, openSite } from './site.ts';
import { checked } from './usage-error.ts';
import { VERSION } from './version.ts';

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
        host.stdout.write(`weighbridge ${VERSION}\n`);
        return EXIT.pass;
      case 'verify':
        return verify(command, host);
      case 'judge':
        return judgeCounted(command, host);
      case 'plan':
        return plan(command, host);
    }
  });
}

/** manifests or weights -> question -> plan -> drive and classify -> tally -> judge -> report. */
async function verify({ target, options, given }: CommandOf<'verify'>, host: Host): Promise<number> {
  // The rule is fixed, and every file and flag checked, before the first request.
  checkOutputs(options);
  const stand = chooseStand(target, options);
  const question = askQuestion(options, stand?.versions ?? null, stand?.weights);
  const groupBy = checked(() => parseGroupBy(options['group-by'] ?? stand?.groupBy ?? 'auto'));

  const interrupt = watchInterrupt(host);
  const site = await openSite(target, stand, question, options);
  try {
    const { plan, notes } = await makePlan(options, given, {
      site,
      defaultRequests: requestsFor(question),
      namedVersions: question.weights.length,
    });
    // Loaded here: judge and plan start without the driver.
    const { measure } = await import('./measure.ts');
    const tally = await measure(plan, groupBy, interrupt.signal, host);
    const circumstances = {
      onInconclusive: options['on-inconclusive'],
      interruptedExitCode: interrupt.exitCode(),
      notes: [...site.notes, ...notes],
    };
    return await judgeAndReport(question, tally, circumstances, options, host);
  } finally {
    await site.close();
    interrupt.release();
  }
}

/** Counts that exist -> judge -> report. The same judge, so a saved tally gives the verdict that was given live. */
async function judgeCounted({ files, options, given }: CommandOf<'judge'>, host: Host): Promise<number> {
  checkOutputs(options);
  const { tally, labels, notes } = await readCounted(files, options, host);
  const question = tally.gate === null ? askQuestion(options, labels) : repeatQuestion(tally.gate, options, given);
  const circumstances = { onInconclusive: options['on-inconclusive'], interruptedExitCode: null, notes };
  return judgeAndReport(question, tally, circumstances, options, host);
}

/** Question and tally -> verdict -> report, with the tally saved first: it is worth keeping also when its names do not fit. */
async function judgeAndReport(
  question: Question,
  tally: Tally,
  circumstances: Circumstances,
  options: Options<'report' | 'out' | 'tally'>,
  host: Host,
): Promise<number> {
  const { tallySaved, report } = await keepTally(options.tally, tally, host, () => conclude(question, tally, circumstances));
  return writeReport(report, options, host, tallySaved);
}

/** Weights and risks -> how many requests a question needs. Sends nothing. */
async function plan({ options }: CommandOf<'plan'>, host: Host): Promise<number> {
  checkOutputs(options);
  const question = askQuestion(options, null);
  return writePlan(answerPlan(question, options.requests ?? null), options, host);
}
