import type { Estimate } from '../model/estimate.ts';
import type { Report } from '../model/report.ts';
import type { RoutesReport } from '../model/routes-report.ts';
import { renderJson } from './json.ts';
import type { Look } from './look.ts';
import { renderPlanText } from './plan-text.ts';
import { renderRoutesText } from './routes-text.ts';
import { renderText } from './text.ts';

/** One way of showing results: the file endings that `--out` knows it by, and the pure functions that render. */
interface Format {
  readonly extensions: readonly string[];
  readonly render: (report: Report, look: Look) => string;
  readonly renderPlan: (estimate: Estimate, look: Look) => string;
  readonly renderRoutes: (report: RoutesReport, look: Look) => string;
}

/** Every report format by its name for `--report`. */
export const FORMATS: Readonly<Record<string, Format>> = {
  text: { extensions: ['txt', 'log'], render: renderText, renderPlan: renderPlanText, renderRoutes: renderRoutesText },
  json: { extensions: ['json'], render: renderJson, renderPlan: renderJson, renderRoutes: renderJson },
};
