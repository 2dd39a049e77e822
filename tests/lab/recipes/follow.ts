import assert from 'node:assert/strict';
import type { Page, Step } from './page.ts';
import type { Answered, Shell } from './shell.ts';

/** Types every command of a page, one after another, and holds exit code and output against what the page says. */
export async function follow({ name, steps }: Page, shell: Shell, before?: (step: Step) => Promise<void>): Promise<void> {
  for (const step of steps) {
    await before?.(step);
    const answered = await shell.run(step.command);
    const said = `${name}: ${step.command}\n${answered.stdout}\n${answered.stderr}`;
    assert.equal(answered.exitCode, step.exitCode, said);
    assertShown(step, answered, said);
  }
}

/** What differs between two runs: numbers, and the bars drawn from them. */
const loosely = (line: string): string =>
  line
    .replaceAll(/[·●│[\]─━]+/g, '')
    .replaceAll(/[\d.,]+/g, '#')
    .replaceAll(/\s+/g, ' ')
    .trim();

/** The first line that a page shows of a report is printed as it stands, ports aside; the others come in that order, with other numbers. */
function assertShown({ shown }: Step, { stdout }: Answered, said: string): void {
  const [headline, ...others] = shown;
  if (headline === undefined) return;
  const printed = stdout.split('\n').map(loosely);
  let at = stdout.split('\n').indexOf(headline);
  assert.ok(at >= 0, `${headline}\nis not what comes out of\n${said}`);
  for (const line of others) {
    at = printed.indexOf(loosely(line), at + 1);
    assert.ok(at >= 0, `${line}\nis not what comes out of\n${said}`);
  }
}
