import { isRecord, type JsonRecord } from './reference-file.ts';

/** A value passes if |got − want| ≤ max(abs, rel·|want|). */
export interface Tolerance {
  readonly rel: number;
  readonly abs: number;
}

const DEFAULT: Tolerance = { rel: 1e-9, abs: 1e-12 };

/** STATISTICS 12: patterns of field names, wider than the default. */
const BY_FIELD: Readonly<Record<string, Partial<Tolerance>>> = {
  log_e: { rel: 1e-8, abs: 1e-8 },
  running_max_log_e: { rel: 1e-8, abs: 1e-8 },
  'exact.*': { rel: 1e-6 },
  'clopper_pearson*': { rel: 1e-9, abs: 1e-10 },
  'log10_*': { rel: 1e-9, abs: 1e-9 },
};

const matches = (pattern: string, path: string): boolean => {
  const expression = new RegExp(
    `^${pattern
      .split('*')
      .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
      .join('.*')}$`,
  );
  return expression.test(path) || expression.test(path.split('.').at(-1) ?? path);
};

const asTolerance = (value: unknown): Partial<Tolerance> | null => {
  if (typeof value === 'number') {
    return { rel: value };
  }
  if (!isRecord(value)) {
    return null;
  }
  const part = (name: 'rel' | 'abs') => (typeof value[name] === 'number' ? { [name]: value[name] } : {});
  return { ...part('rel'), ...part('abs') };
};

const widest = (table: JsonRecord, path: string, base: Tolerance): Tolerance => {
  const found = Object.entries(table)
    .filter(([pattern]) => pattern !== 'default' && matches(pattern, path))
    .flatMap(([, value]) => asTolerance(value) ?? []);
  return {
    rel: Math.max(base.rel, ...found.map(({ rel }) => rel ?? 0)),
    abs: Math.max(base.abs, ...found.map(({ abs }) => abs ?? 0)),
  };
};

/** The tolerance of one field (`exact.p`, without array positions): the case's own first, else the widest that matches. */
export const toleranceFor = (path: string, fileTable: JsonRecord, caseTolerance: unknown): Tolerance => {
  const base = { ...DEFAULT, ...asTolerance(fileTable.default) };
  const own = asTolerance(caseTolerance) ?? {};
  if (isRecord(caseTolerance)) {
    const named = Object.entries(caseTolerance).find(([pattern]) => matches(pattern, path));
    const given = named === undefined ? null : asTolerance(named[1]);
    if (given !== null) {
      return { ...base, ...given };
    }
  }
  return { ...widest({ ...BY_FIELD, ...fileTable }, path, base), ...own };
};
