import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { OPTIONS } from '../../harness/cli/options.ts';
import { ROOT } from '../cli/command.ts';

const PAGES = globSync('docs/**/*.md', { cwd: ROOT }).sort();
const textOf = (page: string) => readFileSync(join(ROOT, page), 'utf8');

/** The anchors that GitHub gives the headings of a page. */
function anchorsOf(text: string): ReadonlySet<string> {
  const withoutCode = text.replaceAll(/^```[\s\S]*?^```$/gm, '');
  const headings = [...withoutCode.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) => heading);
  const anchor = (heading: string) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replaceAll(/\s/g, '-');
  return new Set(headings.map(anchor));
}

for (const page of PAGES) {
  test(`${page}: links lead somewhere`, () => {
    const prose = textOf(page).replaceAll(/^```[\s\S]*?^```$/gm, '');
    for (const [, link = ''] of prose.matchAll(/\]\((?!https?:)([^)\s]+)\)/g)) {
      const [path = '', anchor] = link.split('#');
      const target = path === '' ? page : join(dirname(page), path);
      assert.ok(existsSync(join(ROOT, target)), `${link}: there is no ${target}`);
      if (anchor !== undefined) assert.ok(anchorsOf(textOf(target)).has(anchor), `${link}: ${target} has no such heading`);
    }
  });
}

/** How a command of ours begins. */
const OURS = /^\s*(\$ )?(npx )?weighbridge |^.*\/harness\/bin\.js /;

/** Options of weighbridge that a page names: in its commands, and by themselves between backticks. */
function namedOptions(text: string): readonly string[] {
  const blocks = [...text.matchAll(/^```(?:sh|console|bash)?.*\n([\s\S]*?)^```$/gm)].map(([, body = '']) => body);
  const lines = blocks.flatMap((body) => body.replaceAll('\\\n', ' ').split('\n'));
  const spans = [...text.replaceAll(/^```[\s\S]*?^```$/gm, '').matchAll(/`([^`]+)`/g)].map(([, span = '']) => span);
  const commands = [...lines, ...spans].flatMap((line) => line.split(/[|&;]/)).filter((part) => OURS.test(part));
  const own = commands.map((command) => command.replace(OURS, ''));
  return [...own, ...spans.filter((span) => span.startsWith('--'))].flatMap((words) =>
    [...words.matchAll(/(?<=^|\s)--([a-z][a-z0-9-]*)/g)].map(([, name = '']) => name),
  );
}

/** Options of other programs that pages name by themselves: Envoy's. */
const OF_OTHERS = ['concurrency'];
/** yargs answers these for every command. */
const EVERYWHERE = ['help', 'version'];

test('every option that a page names is one', () => {
  const known = new Set([...Object.keys(OPTIONS), ...EVERYWHERE, ...OF_OTHERS]);
  const aliases = Object.values(OPTIONS).flatMap((option) => ('alias' in option ? [option.alias] : []));
  // Decisions tell of options that were not taken.
  const pages = PAGES.filter((page) => !page.includes('/decisions/'));
  const named = pages.flatMap((page) => namedOptions(textOf(page)).map((name) => `${page}: --${name}`));
  assert.ok(named.length > 100);
  const wrong = named.filter((text) => {
    const name = text.replace(/^.*: --/, '').replace(/^no-/, '');
    return !known.has(name) && !aliases.includes(name as never);
  });
  assert.deepEqual(wrong, []);
});
