/** Tells a backend how many milliseconds it has for its own backends. */
export const BUDGET_HEADER = 'x-hello-timeout-ms';

/** Time this hop may spend waiting for its backends, in milliseconds: its own limit, or what the caller left it if that is less. */
export function budgetMs(ownLimitMs: number, received: string | undefined): number {
  return received !== undefined && /^\d{1,9}$/.test(received) ? Math.min(ownLimitMs, Number(received)) : ownLimitMs;
}

/**
 * What a backend is given of `budget`: nine tenths. With equal limits everywhere the first hop would run out of time first
 * and blame its neighbour; this way the hop next to the slow one does, and its line still gets back in time.
 */
export function backendBudgetMs(budget: number): number {
  return Math.floor(budget * 0.9);
}
