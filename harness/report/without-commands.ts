/**
 * A text whose lines the runner of a GitHub job takes for text. It obeys a line that begins with `::`, blanks before it or not
 * (ActionCommand.cs of actions/runner), so the name of a version on a line of its own could mask the log or silence other commands.
 * Marks are skipped too: the comparison there does not see them.
 */
export function withoutCommands(text: string): string {
  return text.replace(/^((?:[^\S\n]|\p{M})*):(?=\p{M}*:)/gmu, '$1\\u{3a}');
}
