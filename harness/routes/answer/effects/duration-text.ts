const UNITS = [
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1000],
] as const;

/** A duration as a person writes it: `2 s`, `1.5 s`, `250 ms`, `90 s`, `2 min`. */
export const durationText = (ms: number): string => {
  const unit = UNITS.find(([, size]) => ms >= size && ms % size === 0) ?? (ms >= 1000 && ms % 100 === 0 ? UNITS[2] : undefined);
  return unit === undefined ? `${ms} ms` : `${ms / unit[1]} ${unit[0]}`;
};
