import type { Problem } from '../../model/routes-report.ts';
import { nearest } from '../../text/nearest.ts';
import { shown } from '../../text/shown.ts';
import { missing } from '../problem.ts';
import type { Workload } from './cluster.ts';
import { carries, labelOf } from './label-selector.ts';
import { objectText } from './object-text.ts';
import type { FoundService } from './one-service-per-host.ts';
import type { Selectable } from './selected-endpoints.ts';

type Labels = Readonly<Record<string, string>>;

/** Words are compared letter by letter: of thousands of candidates, those of about the same length, and not all of them. */
const MOST_CANDIDATES = 100;
const near = (typed: string, candidates: readonly string[]): string | null =>
  nearest(typed, candidates.filter((text) => Math.abs(text.length - typed.length) <= 2).slice(0, MOST_CANDIDATES));

/**
 * A selector that picks none of the workloads, although workloads of that namespace are in the files, or the very one it means is in another
 * namespace. Files without any (rules alone; the Service of an installed gateway) leave nothing to say: its pods are elsewhere.
 */
export function workloadMissing({ service, object }: FoundService, workloads: readonly Selectable[]): Problem[] {
  const { selector } = service;
  if (selector === null || service.endpoints.length > 0) return [];
  const all = workloads.map(({ workload }) => workload);
  const neighbours = all.filter((workload) => workload.object.namespace === object.namespace);
  const elsewhere = all.find((workload) => carries(workload.labels, selector) && !neighbours.includes(workload));
  if (neighbours.length === 0 && elsewhere === undefined) return [];
  const field = service.kind === 'Service' ? ['selector'] : ['workloadSelector'];
  const text = `${objectText(object)}: no workload of namespace ${shown(object.namespace)} in these files carries ${shown(pairs(selector))}`;
  const fix =
    elsewhere !== undefined
      ? `${objectText(elsewhere.object)} carries it: put both into one namespace`
      : (meantLabel(selector, neighbours) ?? 'add the workload to the files, or write labels that its pods carry');
  return [missing('workload-missing', object.placeOf('spec', ...field), text, fix)];
}

const pairs = (labels: Labels): string =>
  Object.entries(labels)
    .map(([name, value]) => `${name}=${value}`)
    .join(',');

/** The label that one slip away would have picked a workload: every other pair fits it. */
function meantLabel(selector: Labels, workloads: readonly Workload[]): string | null {
  for (const [name, value] of Object.entries(selector)) {
    const rest = Object.fromEntries(Object.entries(selector).filter(([other]) => other !== name));
    const fitting = workloads.filter((workload) => carries(workload.labels, rest));
    const values = distinct(fitting.map((workload) => labelOf(workload.labels, name)));
    const meantValue = near(value, values);
    if (meantValue !== null) return `did you mean ${shown(`${name}=${meantValue}`)}`;
    const names = distinct(fitting.flatMap(({ labels }) => Object.keys(labels).filter((key) => labelOf(labels, key) === value)));
    const meantName = near(name, names);
    if (meantName !== null) return `did you mean ${shown(`${meantName}=${value}`)}`;
    if (values.length > 0 && Object.keys(rest).length > 0)
      return `${name} is ${values.slice(0, 5).map(shown).join(', ')} where the rest fits`;
  }
  return null;
}

const distinct = (texts: readonly (string | null)[]): readonly string[] => [...new Set(texts.filter((text) => text !== null))];
