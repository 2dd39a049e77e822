const MS_PER_SECOND = 1000;

/** A span of time for somebody who waits, in whole seconds: `0 s`, `12 s`, `2 min 5 s`, `3 h 20 min`. Rounded down; never negative. */
export function spanText(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / MS_PER_SECOND));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${seconds % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** The same for what is still to come: rounded up, so that nothing is promised too early. */
export function leftText(milliseconds: number): string {
  return spanText(Math.ceil(milliseconds / MS_PER_SECOND) * MS_PER_SECOND);
}
