/** Replaces what stands between `<!-- generated: name -->` and its end mark. Throws when there is no such section. */
export function fillSection(text: string, name: string, content: string): string {
  const mark = `<!-- generated: ${name} -->`;
  const start = text.indexOf(mark);
  const end = text.indexOf('<!-- /generated -->', start);
  if (start === -1 || end === -1) throw new RangeError(`bench/README.md has no section ${mark}`);
  return `${text.slice(0, start)}${mark}\n${content}\n${text.slice(end)}`;
}
