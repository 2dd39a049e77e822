import type { Problem } from '../../model/routes-report.ts';
import { nearest } from '../../text/nearest.ts';
import { shown } from '../../text/shown.ts';
import { missing, warning } from '../problem.ts';
import type { Workload } from './cluster.ts';
import { labelOf } from './label-selector.ts';
import { objectText } from './object-text.ts';
import type { FoundService } from './one-service-per-host.ts';
import { type Selectable, selected } from './selected-endpoints.ts';

type Labels = Readonly<Record<string, string>>;

/** Words are compared letter by letter: of thousands of candidates, those that begin or end alike, and not all of them. */
const MOST_CANDIDATES = 100;
const near = (typed: string, candidates: readonly string[]): string | null => {
  const alike = candidates.filter(
    (text) => Math.abs(text.length - typed.length) <= 2 && (text[0] === typed[0] || text.at(-1) === typed.at(-1)),
  );
  return nearest(typed, alike.slice(0, MOST_CANDIDATES));
};

/**
 * A selector that picks none of the workloads, although workloads of that namespace are in the files, or the very one it means is in another
 * namespace. Files without any (rules alone; the Service of an installed gateway) leave nothing to say: its pods are elsewhere.
 */
export function workloadMissing(one: FoundService, neighbours: readonly Selectable[], all: readonly Selectable[]): Problem[] {
  const { object, service } = one;
  const { selector } = service;
  if (selector === null || Object.keys(selector).length === 0 || service.endpoints.length > 0) return [];
  const unreachable = selected(selector, neighbours)[0]?.workload;
  if (unreachable !== undefined) return [addressNeedsDns(one, unreachable)];
  const elsewhere = selected(selector, all).find(({ workload }) => workload.object.namespace !== object.namespace)?.workload;
  if (neighbours.length === 0 && elsewhere === undefined) return [];
  const field = service.kind === 'Service' ? ['selector'] : ['workloadSelector'];
  const text = `${objectText(object)}: no workload of namespace ${shown(object.namespace)} in these files carries ${shown(pairs(selector))}`;
  const fix =
    elsewhere !== undefined
      ? `${objectText(elsewhere.object)} carries it: put both into one namespace`
      : (meantLabel(selector, neighbours) ?? 'add the workload to the files, or write labels that its pods carry');
  return [missing('workload-missing', object.placeOf('spec', ...field), text, fix)];
}

/** All that is selected are machines with a DNS name, which only `resolution: DNS` can reach. */
function addressNeedsDns({ object, service }: FoundService, entry: Workload): Problem {
  const address = shown(entry.address ?? '');
  const by = service.kind === 'Service' ? 'no Service' : 'no ServiceEntry without resolution DNS';
  return warning(
    'address-needs-dns',
    entry.place,
    `${objectText(entry.object)}: address ${address} is no IP address; ${by} has it as an endpoint, and ${objectText(object)} has no other`,
    'write an IP address, or resolution: DNS in a ServiceEntry',
  );
}

const pairs = (labels: Labels): string =>
  Object.entries(labels)
    .map(([name, value]) => `${name}=${value}`)
    .join(',');

/** The label that one slip away would have picked a workload: every other pair fits it. */
function meantLabel(selector: Labels, workloads: readonly Selectable[]): string | null {
  for (const [name, value] of Object.entries(selector)) {
    const rest = Object.fromEntries(Object.entries(selector).filter(([other]) => other !== name));
    const fitting = selected(rest, workloads).map(({ workload }) => workload.labels);
    const values = distinct(fitting.map((labels) => labelOf(labels, name)));
    const meantValue = near(value, values);
    if (meantValue !== null) return `did you mean ${shown(`${name}=${meantValue}`)}`;
    const names = distinct(fitting.flatMap((labels) => Object.keys(labels).filter((key) => labelOf(labels, key) === value)));
    const meantName = near(name, names);
    if (meantName !== null) return `did you mean ${shown(`${meantName}=${value}`)}`;
    if (values.length > 0 && Object.keys(rest).length > 0)
      return `${shown(name)} is ${values.slice(0, 5).map(shown).join(', ')} where the rest fits`;
  }
  return null;
}

const distinct = (texts: readonly (string | null)[]): readonly string[] => [...new Set(texts.filter((text) => text !== null))];
