import type { Condition } from '../../route-table.ts';
import type { Asked } from './asked.ts';
import { type Fit, fitOf, opposite } from './fit.ts';
import { hostFit } from './host-text.ts';
import { textFit } from './text-fit.ts';

type On<Name extends Condition['on']> = Extract<Condition, { readonly on: Name }>;

/**
 * A header that is not there counts as an empty one for `withoutHeaders` with a value, and as absent for `withoutHeaders` with none
 * (pilot: TranslateRouteMatch sets `treat_missing_header_as_empty`).
 */
const headerFit = ({ name, test, negated }: On<'header'>, { headers }: Asked): Fit => {
  const value = headers.get(name.toLowerCase()) ?? null;
  return negated ? opposite(textFit(test, test.kind === 'present' ? value : (value ?? ''))) : textFit(test, value);
};

/** The Host header carries a port that is not the usual one, and `authority` is compared with all of it. */
const authorityFit = ({ test }: On<'authority' | 'path' | 'method' | 'scheme'>, { host, port, scheme }: Asked): Fit => {
  if (host === null) {
    return 'unknown';
  }
  const bare = textFit(test, host);
  const isUsual = port === null || port === (scheme === 'https' ? 443 : 80);
  return isUsual || textFit(test, `${host}:${port}`) === bare ? bare : 'unknown';
};

const clientFit = ({ namespace, text }: On<'client'>, asked: Asked): Fit => {
  if (namespace !== null && asked.isMesh && namespace !== asked.namespace) {
    return 'no';
  }
  const saysMore = /label/.test(text);
  return namespace !== null && asked.isMesh && !saysMore ? 'yes' : 'unknown';
};

const serverNameFit = ({ hosts }: On<'server-name'>, { host }: Asked): Fit => {
  if (hosts.length === 0 || hosts.some((wanted) => wanted === '*')) {
    return 'yes';
  }
  return host === null ? 'unknown' : fitOf(hosts.some((wanted) => hostFit(wanted, host) !== null));
};

/** Whether a request meets one condition of a match. */
export const conditionFit = (condition: Condition, asked: Asked): Fit => {
  switch (condition.on) {
    case 'path':
      return textFit(condition.test, asked.path);
    case 'method':
      return textFit(condition.test, asked.method);
    case 'scheme':
      return textFit(condition.test, asked.scheme);
    case 'authority':
      return authorityFit(condition, asked);
    case 'header':
      return headerFit(condition, asked);
    case 'query':
      return textFit(condition.test, asked.query.get(condition.name) ?? null);
    case 'port':
      return asked.port === null ? 'unknown' : fitOf(asked.port === condition.port);
    case 'server-name':
      return serverNameFit(condition, asked);
    case 'client':
      return clientFit(condition, asked);
    case 'address':
      return 'unknown';
  }
};
