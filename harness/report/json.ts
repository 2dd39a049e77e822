import type { Estimate } from '../model/estimate.ts';
import type { Report } from '../model/report.ts';
import { safeJson } from './printable.ts';

/** A report or an estimate as JSON of the schema that it names, with a newline at the end. */
export function renderJson(report: Report | Estimate): string {
  return `${safeJson(report)}\n`;
}
