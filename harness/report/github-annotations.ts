import type { Place } from '../model/place.ts';
import type { GateReport, Report } from '../model/report.ts';
import type { Annotation } from './github-command.ts';
import { namedHeadline } from './headline.ts';
import { printable } from './printable.ts';
import { runSummary } from './run-summary.ts';
import { sentencesOf } from './sentences.ts';
import { strangerSentences, wrongWeights } from './wrong-weights.ts';

/** A line of a manifest as the repository knows it; null for what is no file of it. */
export type PlaceInRepository = (place: Place) => Place | null;

const MOST_CHARACTERS = 2000;

/** What is to be said of a gate that did not pass: on the line of each wrong weight, and on the run where there is no such line. */
export function gateAnnotations(gate: GateReport, inRepository: PlaceInRepository): readonly Annotation[] {
  if (gate.verdict !== 'FAIL') return gate.verdict === 'PASS' && gate.exitCode === 0 ? [] : [onRun(gate, 'warning')];
  const faults = faultsOf(gate).map(({ index, text }) => ({ text, place: placeOf(gate, index, inRepository) }));
  const placed = faults.flatMap(({ text, place }): readonly Annotation[] =>
    place === null ? [] : [{ level: 'error', place, title: titleOf(gate), message: `${text}\n${headOf(gate)}` }],
  );
  const isAllPlaced = placed.length > 0 && placed.length === faults.length && strangerSentences(gate).length === 0;
  return isAllPlaced ? placed : [...placed, onRun(gate, 'error')];
}

/** One line for a run in which nothing is wrong. */
export function passAnnotation(report: Report): Annotation {
  const [only] = report.gates;
  const isOne = (report.gates.length === 1 || report.comparison !== null) && only !== undefined;
  return {
    level: 'notice',
    place: null,
    title: 'PASS',
    message: isOne ? [headOf(only), ...sentencesOf(only).slice(0, 1).map(shown)].join('. ') : runSummary(report),
  };
}

/** The wrong weights; where they are wrong together only, the one that is furthest off. */
function faultsOf(gate: GateReport): readonly { readonly index: number; readonly text: string }[] {
  const wrong = [...wrongWeights(gate)].map(([index, text]) => ({ index, text }));
  const isAboutShares = gate.reason === 'significant' || gate.reason === 'significant-and-beyond-tolerance';
  if (wrong.length > 0 || !isAboutShares) return wrong;
  const sizes = gate.residuals.map((residual) => Math.abs(residual ?? 0));
  return [{ index: sizes.indexOf(Math.max(...sizes)), text: shown(sentencesOf(gate)[0] ?? '') }];
}

function placeOf(gate: GateReport, index: number, inRepository: PlaceInRepository): Place | null {
  const origin = gate.origins[index] ?? null;
  const place = origin === null ? null : inRepository(origin);
  return place === null ? null : { file: printable(place.file, MOST_CHARACTERS), line: place.line };
}

function onRun(gate: GateReport, level: 'error' | 'warning'): Annotation {
  const stopped = gate.verdict === 'PASS' ? ['interrupted before the end, so this is no PASS of the whole'] : [];
  const sentences = sentencesOf(gate).map(shown);
  return { level, place: null, title: titleOf(gate), message: [...stopped, headOf(gate), ...sentences].join('\n') };
}

/** A PASS comes here only when it is none: the run was interrupted. */
function titleOf({ verdict, name }: GateReport): string {
  return `${verdict === 'PASS' ? 'Interrupted' : verdict} ${printable(name, 80)}`;
}

function headOf(gate: GateReport): string {
  return shown(namedHeadline(gate));
}

function shown(text: string): string {
  return printable(text, MOST_CHARACTERS);
}
