import { Numbered } from '../plan/numbered.ts';
import type { HttpPort, Look, PathEdit, Step, StepAction, Subject } from '../plan/port-plan.ts';
import { firstValue, hostPattern, literal } from '../plan/text-pattern.ts';
import type { Backends } from './backends.ts';
import { bindLine } from './bind.ts';
import { comment, literalFormat, literalReplacement, quoted, section } from './quoted.ts';

/** A look, wanted or not. */
type AnyLook = Omit<Look, 'wanted'>;

/** What there is one of at most. */
type TextOfRequest = Exclude<Subject, { readonly on: 'header' }>;

/**
 * A port that reads HTTP. The first host that fits and its first step whose looks all hold are kept in variables; everything after that
 * asks for the step by name. Lines stand in the order in which HAProxy acts, whatever their order: it warns of any other.
 */
export function httpFrontend({ id, at, tls, hosts }: HttpPort, index: number, backends: Backends): readonly string[] {
  const texts = new Numbered<TextOfRequest>('txn.text_');
  const looks = new Numbered<AnyLook>('look_');
  const steps = hosts.flatMap((host, place) => host.steps.map((step) => ({ step, host: `host_${place}` })));
  const named = steps.map(({ step, host }, number) => ({ step, host, name: `step_${number}` }));
  const choices = named.map(
    ({ step, host, name }) => `http-request set-var(txn.step) str(${name}) if !decided ${conditions(step, host, looks)}`,
  );
  const lookLines = looks.all().flatMap(({ name, item }) => aclLines(name, item, texts));
  return section(`frontend http_port_${index}`, [
    comment(id),
    'mode http',
    bindLine(at, tls),
    `http-request set-var-fmt(txn.host) ${quoted('%[req.fhdr(host,1),host_only,lower]')}`,
    ...texts.all().flatMap(({ name, item }) => textLines(name, item)),
    ...lookLines,
    'acl hosted var(txn.hosted) -m found',
    'acl decided var(txn.step) -m found',
    ...hosts.flatMap(hostLines),
    ...choices,
    'http-request return status 404 if !decided',
    ...named.map(({ name }) => `acl ${name} var(txn.step) -m str ${name}`),
    ...named.flatMap(({ step, name }) => stepLines(step.action, name)),
    'http-request set-header x-request-id %[uuid()] unless { req.hdr(x-request-id) -m found }',
    ...named.flatMap(({ step, name }) => (step.action.kind === 'forward' ? backends.useLines(step.action.split, name) : [])),
  ]);
}

/** A host that fits takes the request for good: what none of its steps takes is 404, also where a wider host would have had one. */
function hostLines({ pattern }: HttpPort['hosts'][number], index: number): readonly string[] {
  return [
    `acl fits_${index} var(txn.host) -m reg -- ${quoted(hostPattern(pattern))}`,
    `http-request set-var(txn.hosted) str(host_${index}) if !hosted fits_${index}`,
    `acl host_${index} var(txn.hosted) -m str host_${index}`,
  ];
}

const conditions = ({ looks }: Step, host: string, names: Numbered<AnyLook>): string =>
  [host, ...looks.map(({ wanted, ...look }) => `${wanted ? '' : '!'}${names.nameOf(look)}`)].join(' ');

/**
 * An ACL never matches nothing: what may be missing is copied to a variable first, so that it is empty instead. A header is looked at where
 * it is, as an ACL then tries every line of it, which is what Envoy does; lines of one name are alternatives.
 */
function aclLines(name: string, { at, pattern, takesEmpty }: AnyLook, texts: Numbered<TextOfRequest>): readonly string[] {
  const found = (fetch: string) => `acl ${name} ${fetch} -m reg -- ${quoted(pattern)}`;
  if (at.on !== 'header') return [found(`var(${texts.nameOf(at)})`)];
  return [found(`req.fhdr(${at.name})`), ...(takesEmpty ? [`acl ${name} req.fhdr_cnt(${at.name}) eq 0`] : [])];
}

/** Copies a text of the request to a variable. `url_param` would also end a parameter at `;` and begin one after a second `?`. */
function textLines(name: string, at: TextOfRequest): readonly string[] {
  const copy = (fetch: string) => `http-request set-var-fmt(${name}) ${quoted(`%[${fetch}]`)}`;
  if (at.on !== 'parameter') return [copy(FETCHES[at.on])];
  // Group 1 stays empty where the parameter is not there.
  const pattern = `^(?:${firstValue(at.name)})?.*$`.replaceAll('\\.', '[.]');
  return [copy('query'), `http-request set-var(${name}) ${quoted(`var(${name}),regsub("${pattern}","\\1")`)}`];
}

const FETCHES = { path: 'path', method: 'method', authority: 'req.fhdr(host,1)', query: 'query' } as const;

function stepLines(action: StepAction, name: string): readonly string[] {
  switch (action.kind) {
    case 'respond':
      return [`http-request return status ${action.status} if ${name}`];
    case 'redirect':
      return [
        ...editLines(action.path, name),
        `http-request redirect location ${quoted(location(action))} code ${action.status} if ${name}`,
      ];
    case 'forward':
      return [
        ...editLines(action.path, name),
        ...(action.host === null ? [] : [`http-request set-header host ${quoted(literalFormat(action.host))} if ${name}`]),
      ];
  }
}

/** The query stays, unless the new path brings one. */
function editLines(edit: PathEdit | null, name: string): readonly string[] {
  if (edit === null) return [];
  const { cut, ignoreCase, value } = edit;
  if (cut === null) {
    const how = value.includes('?') ? 'set-pathq' : 'set-path';
    return [`http-request ${how} ${quoted(literalFormat(value === '' ? '/' : value))} if ${name}`];
  }
  const pattern = `${ignoreCase ? '(?i)' : ''}^${literal(cut)}`;
  const replace = (from: string, to: string) => `http-request replace-path ${quoted(from)} ${quoted(to)} if ${name}`;
  if (value === '') return [replace(`${pattern}$`, '/'), replace(`${pattern}(.+)$`, '\\1')];
  return [replace(`${pattern}(.*)$`, `${literalReplacement(value)}\\1`)];
}

function location({ scheme, host, port }: Extract<StepAction, { kind: 'redirect' }>): string {
  if (host === null && port === 'asked') return `${scheme}://%[req.fhdr(host,1)]%[pathq]`;
  const name = host === null ? '%[var(txn.host)]' : literalFormat(host);
  return `${scheme}://${name}${typeof port === 'number' ? `:${port}` : ''}%[pathq]`;
}
