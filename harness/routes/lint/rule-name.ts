import type { Rule } from '../route-table.ts';

/** `VirtualService bookinfo/reviews`. */
export const objectName = ({ object }: Pick<Rule, 'object'>): string => `${object.kind} ${object.namespace}/${object.name}`;
