import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  destinationsOf,
  gateway,
  gatewaysOf,
  istioOf,
  meshRule,
  said,
  server,
  service,
  splitOf,
  textOf,
  virtualService,
} from '../istio-of.ts';

const read = (http: string) => istioOf(service('a') + service('b') + virtualService('a', `{hosts: [a], http: [${http}]}`));
const rule = (http: string) => meshRule(read(http));
const to = (weights: readonly (number | null)[]) =>
  `{route: [${weights.map((weight, index) => `{destination: {host: ${index % 2 === 0 ? 'a' : 'b'}}${weight === null ? '' : `, weight: ${weight}`}}`).join(', ')}]}`;

test('a single destination gets everything; among several an omitted weight is 0 and stays in the list', () => {
  assert.deepEqual(
    destinationsOf(rule(to([null])).action).map(({ weight }) => [weight.value, weight.isWritten]),
    [[100, false]],
  );
  assert.deepEqual(
    destinationsOf(rule(to([7])).action).map(({ weight }) => [weight.value, weight.isWritten]),
    [[7, true]],
  );
  assert.deepEqual(
    destinationsOf(rule(to([80, null, 20, 0])).action).map(({ weight }) => weight.value),
    [80, 0, 20, 0],
  );
});

test('weights are those that are written, whatever their sum', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(1000), { minLength: 2, maxLength: 6 }), (weights) => {
      const istio = read(to(weights));
      const sum = weights.reduce((total, weight) => total + weight, 0);
      assert.deepEqual(
        destinationsOf(meshRule(istio).action).map(({ weight }) => weight.value),
        weights,
      );
      assert.equal(
        said(istio).some((line) => line.endsWith('note weights-not-100')),
        sum !== 100 && sum > 0,
      );
    }),
    { numRuns: 30 },
  );
});

test('faults: percentages in parts of a million, nothing where none is written', () => {
  const fault = (text: string) => rule(`{fault: ${text}, route: [{destination: {host: a}}]}`).fault;
  assert.deepEqual(fault('{abort: {percentage: {value: 33.3}, httpStatus: 500}}')?.abort?.share, {
    numerator: 333_000,
    denominator: 1_000_000,
    text: '33.3',
  });
  assert.equal(fault('{abort: {percentage: {value: 0.00019}, httpStatus: 500}}')?.abort?.share.numerator, 1);
  assert.deepEqual(fault('{abort: {httpStatus: 500}}')?.abort?.share, { numerator: 0, denominator: 100, text: '0' });
  assert.equal(fault('{abort: {percentage: {}, httpStatus: 500}}')?.abort?.share.numerator, 0);
  assert.deepEqual(fault('{delay: {percent: 50, fixedDelay: 2s}}')?.delay?.share, {
    numerator: 50,
    denominator: 100,
    text: '50',
  });
  assert.equal(fault('{abort: {percentage: {value: 100}, grpcStatus: UNAVAILABLE}}')?.abort?.grpcStatus, 'UNAVAILABLE');
  assert.equal(fault('{abort: {percentage: {value: 100}, http2Error: X}}'), null);
  assert.equal(fault('{}'), null);
});

test('what is legal and not explained is named with its line', () => {
  const { unexplained } = rule(
    '{corsPolicy: {allowOrigins: [{exact: a}]}, fault: {abort: {http2Error: X}, delay: {exponentialDelay: 1s}}, retries: {attempts: 1, retryRemoteLocalities: true}, route: [{destination: {host: a}}]}',
  );
  assert.deepEqual(
    unexplained.map(({ field }) => field),
    ['corsPolicy', 'fault.abort.http2Error', 'fault.delay.exponentialDelay', 'retries.retryRemoteLocalities'],
  );
});

test('mirrors: everything by default, nothing at 0, integers of a hundred, doubles of a million', () => {
  const mirrors = (text: string) =>
    rule(`{${text}, route: [{destination: {host: a}}]}`).mirrors.map(({ share, destination }) => [
      destination.host.split('.')[0],
      share.numerator,
      share.denominator,
    ]);
  assert.deepEqual(mirrors('mirror: {host: b}'), [['b', 100, 100]]);
  assert.deepEqual(mirrors('mirror: {host: b}, mirrorPercent: 20'), [['b', 20, 100]]);
  assert.deepEqual(mirrors('mirror: {host: b}, mirror_percent: 20'), [['b', 20, 100]]);
  assert.deepEqual(mirrors('mirror: {host: b}, mirrorPercentage: {value: 0.5}, mirrorPercent: 20'), [['b', 5000, 1_000_000]]);
  assert.deepEqual(mirrors('mirror: {host: b}, mirrorPercentage: {value: 0}'), []);
  assert.deepEqual(mirrors('mirror: {host: b}, mirrorPercent: 0'), []);
  assert.deepEqual(mirrors('mirrors: [{destination: {host: b}}, {destination: {host: a}, percentage: {value: 1}}, {}]'), [
    ['b', 100, 100],
    ['a', 10_000, 1_000_000],
  ]);
});

test('redirects', () => {
  const action = (text: string) => {
    const { action: read } = rule(`{redirect: ${text}}`);
    return read.kind === 'redirect' ? [read.status, read.redirect] : read.kind;
  };
  const keep = { scheme: null, host: null, port: null, path: null };
  assert.deepEqual(action('{uri: /new}'), [301, { ...keep, path: { kind: 'full', value: '/new' } }]);
  assert.deepEqual(action('{prefixRewrite: /new, redirectCode: 308}'), [
    308,
    { ...keep, path: { kind: 'prefix', value: '/new' } },
  ]);
  assert.deepEqual(action('{scheme: https, authority: a.com, port: 8443, redirectCode: 302}'), [
    302,
    { ...keep, scheme: 'https', host: 'a.com', port: 8443 },
  ]);
  assert.deepEqual(said(read('{redirect: {redirectCode: 305}}')), ['5 error redirect-code']);
});

test('a redirect to the port of the request has that of the listener, without the usual one of its scheme', () => {
  const port = (listener: number, more = '') => {
    const istio = istioOf(
      gateway('front', server(listener, 'HTTP', '["*"]')) +
        virtualService('a', `{hosts: ["*"], gateways: [front], http: [{redirect: {derivePort: FROM_REQUEST_PORT${more}}}]}`),
    );
    const { action } = gatewaysOf(istio)[0]!.hosts[0]!.http[0]!;
    return action.kind === 'redirect' ? action.redirect.port : 'none';
  };
  assert.equal(port(8080), 8080);
  assert.equal(port(80), null);
  assert.equal(port(443), 443);
  assert.equal(port(443, ', scheme: https'), null);
});

test('a direct response answers by itself', () => {
  const { action } = rule('{directResponse: {status: 418, body: {string: teapot}}}');
  assert.deepEqual([action.kind, action.kind === 'respond' && action.status], ['respond', 418]);
});

test('rewrites of the path and of the host', () => {
  const rewrite = (text: string) => {
    const read = rule(`{${text}, route: [{destination: {host: a}}]}`).rewrite;
    return read && [read.path, read.host];
  };
  assert.deepEqual(rewrite('rewrite: {uri: /ratings}'), [{ kind: 'prefix', value: '/ratings' }, null]);
  assert.deepEqual(rewrite('rewrite: {uri: /x, uriRegexRewrite: {match: "^/a", rewrite: /b}}'), [
    { kind: 'regex', pattern: '^/a', value: '/b' },
    null,
  ]);
  assert.deepEqual(rewrite('rewrite: {authority: b.com}, headers: {request: {set: {Host: c.com}}}'), [null, 'b.com']);
  assert.deepEqual(rewrite('headers: {request: {set: {Host: c.com}, add: {":authority": d.com}}}'), [null, 'c.com']);
  assert.equal(rewrite('rewrite: {uri: ""}'), null);
});

test('headers are changed on the rule and on the destination; the host is none of them', () => {
  const read = rule(
    '{headers: {request: {set: {a: "1", host: x}, add: {b: "2"}, remove: [c, ":path"]}, response: {remove: [d]}}, route: [{destination: {host: a}, headers: {response: {set: {e: "3"}}}}]}',
  );
  assert.deepEqual(read.requestHeaders, { set: { a: '1' }, add: { b: '2' }, remove: ['c'] });
  assert.deepEqual(read.responseHeaders, { set: {}, add: {}, remove: ['d'] });
  assert.deepEqual(destinationsOf(read.action)[0]?.responseHeaders, { set: { e: '3' }, add: {}, remove: [] });
});

test('retries: no attempts are none; without retries the default of the mesh holds', () => {
  assert.equal(rule('{retries: {}, route: [{destination: {host: a}}]}').retries?.attempts, 0);
  assert.equal(rule('{route: [{destination: {host: a}}]}').retries, null);
});

test('a service of several ports and a destination that names none', () => {
  const istio = istioOf(
    service('m', [80, 81]) +
      gateway('front', `${server(81, 'HTTP', '["*"]')}, ${server(82, 'HTTP', '["*"]')}`) +
      virtualService('m', '{hosts: [m, "*"], gateways: [front, mesh], http: [{route: [{destination: {host: m}}]}]}'),
  );
  const [at81, at82] = gatewaysOf(istio).map((entry) => destinationsOf(entry.hosts[0]!.http[0]!.action)[0]);
  assert.deepEqual([at81?.port, at81?.refused], [81, null]);
  assert.deepEqual([at82?.port, at82?.refused], [null, { status: 503, reason: 'no port 82' }]);
  assert.deepEqual(splitOf(meshRule(istio)), ['m.default.svc.cluster.local:?/=100']);
  assert.match(textOf(istio, 'port-omitted'), /has 80, 81/);
  assert.equal(istio.problems.filter(({ id }) => id === 'port-omitted').length, 1);
});

test('a port that the service does not have', () => {
  const istio = read('{route: [{destination: {host: a, port: {number: 80}}}]}');
  assert.match(
    textOf(istio, 'port-missing'),
    /spec\.http\[0\]\.route\[0\]\.destination\.port\.number 80 is no port of a\.default\.svc\.cluster\.local, which has 9080/,
  );
});
