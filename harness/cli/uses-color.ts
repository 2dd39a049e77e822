import type { Host, Output } from './host.ts';

/** FORCE_COLOR over NO_COLOR over the terminal, as the conventions of both variables say. */
export function usesColor(env: Host['env'], { isTTY }: Pick<Output, 'isTTY'>): boolean {
  const { FORCE_COLOR: force, NO_COLOR: no } = env;
  const isForced = force !== undefined && force !== '0' && force !== 'false';
  const isRefused = force === '0' || force === 'false' || (no !== undefined && no !== '');
  return isForced || (!isRefused && isTTY === true);
}
