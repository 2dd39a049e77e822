import type { Problem } from '../../model/routes-report.ts';
import type { RouteTable } from '../route-table.ts';

/** Legal rules that probably do not do what was meant. Each finding is told once, however many ways in a rule is reached by. */
export const lintTable = (_table: Pick<RouteTable, 'entries' | 'services' | 'policies'>): readonly Problem[] => [];
