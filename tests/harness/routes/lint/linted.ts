import { tableOf } from '../answer/tables.ts';

export * from '../answer/tables.ts';

/** What is said under one id about these documents: severity and text. */
export const linted = (id: string, ...documents: readonly string[]): readonly string[] =>
  tableOf(...documents)
    .problems.filter((problem) => problem.id === id)
    .map(({ severity, text }) => `${severity}: ${text}`);
