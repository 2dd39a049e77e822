export type Side = 'ours' | 'theirs';

/**
 * Who runs when: A B, B A, A B, … Every pair has both sides next to each other, so a slow minute of the machine hits both, and
 * each side goes first as often as second, so going first is no advantage.
 */
export function pairOrder(pairs: number): readonly (readonly [Side, Side])[] {
  return Array.from({ length: pairs }, (_, index) => (index % 2 === 0 ? ['ours', 'theirs'] : ['theirs', 'ours']));
}
