/**
 * What CI runners would obey in a log. GitHub (ActionCommand.cs of actions/runner): `::name …::` at the start of a line behind blanks,
 * `##[name …]` anywhere. Azure Pipelines: `##vso[…]` anywhere. Marks do not count in their comparison.
 */
export function commandsIn(log: string): readonly string[] {
  return log.split(/\r\n|[\n\r\v\f\u0085\u2028\u2029]/).flatMap((line) => {
    const seen = line.replaceAll(/[\p{M}\p{Cf}]/gu, '');
    const first = /^\s*::([^:\s]+)/.exec(seen)?.[1];
    const others = [...seen.matchAll(/##(\w*\[)/g)].map(([, name]) => `##${name}`);
    return [...(first === undefined ? [] : [first]), ...(first === undefined ? others : [])];
  });
}
