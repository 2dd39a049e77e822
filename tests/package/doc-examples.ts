/** A program in a document. */
export interface Example {
  readonly code: string;
  /** What its comments say that it prints; empty when they say nothing. */
  readonly prints: readonly string[];
}

/** The ```js blocks of a Markdown text, with what stands behind each `console.log(…); // `. */
export function examplesIn(markdown: string): readonly Example[] {
  return [...markdown.matchAll(/^```js\n([\s\S]*?)^```$/gm)].map(([, code = '']) => ({
    code,
    prints: [...code.matchAll(/^ *console\.log\(.*\); \/\/ (.*)$/gm)].map(([, said = '']) => said),
  }));
}
