import type { Estimate } from '../model/estimate.ts';
import type { Report } from '../model/report.ts';
import type { RoutesReport } from '../model/routes-report.ts';
import { safeJson } from './printable.ts';

/** A report, an estimate or what routes promise as JSON of the schema that it names, with a newline at the end. */
export function renderJson(report: Report | Estimate | RoutesReport): string {
  return `${safeJson(report)}\n`;
}
