type Labels = Readonly<Record<string, string>>;

/** The value of a label; null without it. Names such as `constructor` are names like any other. */
export const labelOf = (labels: Labels, name: string): string | null =>
  Object.hasOwn(labels, name) ? (labels[name] ?? null) : null;

/** Whether labels carry every pair of a selector; an empty selector asks for nothing and takes everything. */
export const carries = (labels: Labels, selector: Labels): boolean =>
  Object.entries(selector).every(([name, value]) => labelOf(labels, name) === value);
