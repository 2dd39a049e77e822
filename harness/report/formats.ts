import type { Estimate } from '../model/estimate.ts';
import type { Report } from '../model/report.ts';
import type { RoutesReport } from '../model/routes-report.ts';
import { renderJson } from './json.ts';
import type { Look } from './look.ts';
import { renderPlanText } from './plan-text.ts';
import { renderRoutesText } from './routes-text.ts';
import { renderText } from './text.ts';

/** What is rendered, and by what: pure functions, asynchronous where they are loaded only when they are asked for. */
type Render<T> = (what: T, look: Look) => string | Promise<string>;

/** One way of showing results: the file endings that `--out` knows it by, and what it can show. Every format shows a verdict. */
export interface Format {
  readonly extensions: readonly string[];
  readonly render: Render<Report>;
  readonly renderPlan?: Render<Estimate>;
  readonly renderRoutes?: Render<RoutesReport>;
  /** What a CI system shows of the step beside its log, where the format is made for one that does. */
  readonly renderSummary?: Render<Report>;
}

// Every command knows the names of all formats, and most print text: the code of the others is loaded when one of them is asked for.
const renderJunit: Render<Report> = async (report, look) => (await import('./junit.ts')).renderJunit(report, look);
const renderMarkdown: Render<Report> = async (report, look) => (await import('./markdown.ts')).renderMarkdown(report, look);
const renderHtml: Render<Report> = async (report, look) => (await import('./html/html.ts')).renderHtml(report, look);
const renderGithub: Render<Report> = async (report, look) => (await import('./github.ts')).renderGithub(report, look);

/** Every report format by its name for `--report`. */
export const FORMATS: Readonly<Record<string, Format>> = {
  text: { extensions: ['txt', 'log'], render: renderText, renderPlan: renderPlanText, renderRoutes: renderRoutesText },
  json: { extensions: ['json'], render: renderJson, renderPlan: renderJson, renderRoutes: renderJson },
  junit: { extensions: ['xml'], render: renderJunit },
  markdown: { extensions: ['md', 'markdown'], render: renderMarkdown },
  html: { extensions: ['html', 'htm'], render: renderHtml },
  github: { extensions: [], render: renderGithub, renderSummary: renderMarkdown },
};
