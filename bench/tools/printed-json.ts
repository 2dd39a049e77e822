import { BenchError } from '../bench-error.ts';

/** What a tool printed as JSON: numbers and texts by the names that lead to them. */
export class PrintedJson {
  readonly #tool: string;
  readonly #value: unknown;

  constructor(stdout: string, tool: string) {
    this.#tool = tool;
    try {
      this.#value = JSON.parse(stdout);
    } catch {
      throw new BenchError(`${tool} did not print JSON:\n${stdout.slice(0, 1000)}`);
    }
  }

  number(...path: readonly (string | number)[]): number {
    const found = this.at(...path);
    if (typeof found === 'number' && Number.isFinite(found)) return found;
    throw new BenchError(`${this.#tool} printed no number ${path.join('.')}`);
  }

  /** The numbers of an object by name; none when there is no such object. */
  counts(...path: readonly (string | number)[]): readonly (readonly [string, number])[] {
    return Object.entries(this.at(...path) ?? {}).filter((entry): entry is [string, number] => typeof entry[1] === 'number');
  }

  at(...path: readonly (string | number)[]): unknown {
    let found = this.#value;
    for (const name of path) {
      if (typeof found !== 'object' || found === null || !Object.hasOwn(found, name)) return undefined;
      found = (found as Record<string | number, unknown>)[name];
    }
    return found;
  }
}
