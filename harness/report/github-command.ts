/** A line that the runner of a GitHub job turns into an annotation. */
export interface Annotation {
  readonly level: 'error' | 'warning' | 'notice';
  /** Where it is shown in the changes of a pull request; null: on the page of the run only. */
  readonly place: { readonly file: string; readonly line: number } | null;
  readonly title: string;
  /** May have several lines. */
  readonly message: string;
}

/**
 * An annotation as a workflow command: `::error file=a.yaml,line=3,title=FAIL::two got 29.6 %`. Escaped as the runner reads it
 * (ActionCommand.cs of actions/runner): data may hold anything but `%` and line breaks, properties no `:` and `,` besides.
 */
export function githubCommand({ level, place, title, message }: Annotation): string {
  const where = place === null ? [] : [`file=${property(place.file)}`, `line=${place.line}`];
  return `::${level} ${[...where, `title=${property(title)}`].join(',')}::${data(message)}`;
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
