import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { REPOSITORY } from '../run-program.ts';

/** A command of a page. */
export interface Step {
  /** One command as typed, without the remark behind it; lines that end in a backslash are one. */
  readonly command: string;
  readonly exitCode: number;
  /** What the page shows of its output; empty when it shows nothing. */
  readonly shown: readonly string[];
}

/** A page that tells somebody which files to save and what to type. */
export interface Page {
  readonly name: string;
  readonly text: string;
  /** Text by file name: the blocks whose info string names a file behind the language. */
  readonly files: ReadonlyMap<string, string>;
  readonly steps: readonly Step[];
}

const BLOCK = /^```(\w*)(?: (\S+))?\n([\s\S]*?)^```$/gm;

/** Reads a page of `docs/recipes`. `change` may replace ports of the page by free ones, everywhere at once. */
export function readPage(name: string, change: (text: string) => string = (text) => text): Page {
  const text = change(readFileSync(join(REPOSITORY, 'docs/recipes', name), 'utf8'));
  const files = new Map<string, string>();
  const steps: Step[] = [];
  for (const [, language = '', file, body = ''] of text.matchAll(BLOCK)) {
    if (file !== undefined) files.set(file, body);
    else if (language === 'sh') steps.push(...stepsOf(body));
    else if (language === '') show(steps, body);
  }
  return { name, text, files, steps };
}

/** Every line of a block is a command; `# exit 1` behind it is what the reader must expect. */
function stepsOf(block: string): Step[] {
  const lines = block.replaceAll('\\\n', ' ').trim().split('\n');
  return lines.map((line) => ({
    command: line.replace(/\s+# .*$/, ''),
    exitCode: Number(/# exit (\d+)/.exec(line)?.[1] ?? 0),
    shown: [],
  }));
}

/** A block without a language is what the command before it prints. */
function show(steps: Step[], block: string): void {
  const last = steps.pop();
  if (last === undefined) throw new Error('a block shows the output of no command');
  steps.push({ ...last, shown: block.split('\n').filter((line) => line.trim() !== '') });
}
