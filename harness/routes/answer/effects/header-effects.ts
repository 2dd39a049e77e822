import type { HeaderChanges } from '../../route-table.ts';

/** Header changes in words, in the order they are applied: `request header x-version set to v1`. */
export const headerEffects = ({ remove, set, add }: HeaderChanges, which: 'request' | 'response'): readonly string[] => [
  ...remove.map((name) => `${which} header ${name} removed`),
  ...Object.entries(set).map(([name, value]) => `${which} header ${name} set to ${value}`),
  ...Object.entries(add).map(([name, value]) => `${which} header ${name}: ${value} added`),
];
