import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Problem, RouteAnswer } from '../../harness/model/routes-report.ts';
import { reportOfRoutes } from './routes.ts';

const FOLDER = 'tests/manifests/articles';

/** What one probe of one of the articles' files is answered, and what is said about the file. */
async function asked(file: string, ...probe: readonly string[]) {
  const { valid, sets } = await reportOfRoutes([`${FOLDER}/${file}.yaml`, ...probe]);
  assert.equal(sets.length, 1);
  const answers = sets[0]?.answers ?? [];
  assert.equal(answers.length, 1, `one way in for ${probe.join(' ')}`);
  return { valid, answer: answers[0] as RouteAnswer, problems: sets[0]?.problems ?? [] };
}

const weightsOf = ({ shares }: RouteAnswer) => Object.fromEntries(shares.map(({ name, weight }) => [name, weight]));
const sharesOf = ({ shares }: RouteAnswer) => Object.fromEntries(shares.map(({ name, share }) => [name, share]));
const lines = (problems: readonly Problem[], severity: string) =>
  problems.filter((problem) => problem.severity === severity).map(({ place, text, fix }) => `${place.line}: ${text}; ${fix}`);

describe("the articles' own manifests", () => {
  it('tcp-echo: 80/20, and Deployments of an API that is gone', async () => {
    const { valid, answer, problems } = await asked(
      'tcp-echo',
      '--target',
      'tcp://192.168.99.100:31400',
      '--from',
      'gateway/gateway',
    );
    assert.equal(valid, true);
    assert.deepEqual(weightsOf(answer), { v1: '80', v2: '20' });
    const warnings = lines(problems, 'warning').filter((line) => line.includes('extensions/v1beta1'));
    assert.equal(warnings.length, 2);
    for (const warning of warnings) assert.match(warning, /write apps\/v1, which needs spec\.selector/);
    assert.match(warnings[0] ?? '', /^16: Deployment default\/tcp-echo-server-v1/);
  });

  it('tcp-echo on a port of its own: an error while the ingress lacks it, 80/20 nevertheless', async () => {
    const { valid, answer, problems } = await asked('custom-port', '--port', '28674', '--from', 'gateway/tcp-echo-gateway');
    assert.equal(valid, false);
    assert.deepEqual(weightsOf(answer), { v1: '80', v2: '20' });
    const [error, ...more] = problems.filter(({ severity }) => severity === 'error');
    assert.equal(more.length, 0);
    assert.equal(error?.id, 'ingress-port-missing');
    assert.match(`${error?.text}; ${error?.fix}`, /28674.*istio-system\/istio-ingressgateway has 31400; add port 28674/);
  });

  it('bill-service: 90/10 inside the mesh, 50/50 outside, 90/10 through the gateway, and an Ingress that is left out', async () => {
    const name = ['--host', 'bill-service', '--namespace', 'istio-demo'];
    assert.deepEqual(weightsOf((await asked('bill-service', ...name)).answer), { v1: '90', v2: '10' });
    assert.deepEqual(sharesOf((await asked('bill-service', ...name, '--from', 'outside')).answer), { v1: 0.5, v2: 0.5 });
    const { answer, problems } = await asked('bill-service', '--target', 'http://tomcat.istio-demo.com:80/');
    assert.deepEqual(weightsOf(answer), { v1: '90', v2: '10' });
    assert.ok(
      lines(problems, 'note').some((line) =>
        /^137: Ingress .* follows endpoints .*--from outside.*networking\.k8s\.io\/v1/.test(line),
      ),
    );
    const other = await asked(
      'bill-service',
      '--target',
      'http://tomcat.istio-demo.com/',
      '--host',
      'shop.istio-demo.com',
      '--from',
      'gateway/front-tomcat-gateway',
    );
    assert.deepEqual(sharesOf(other.answer), { '404 no route': 1 });
  });

  for (const [path, service, arrives] of [
    ['/productpage', 'productpage', null],
    ['/static/css/a.css', 'productpage', null],
    ['/reviews/1', 'reviews', null],
    ['/rate/1', 'ratings', '/ratings/1'],
    ['/rates/1', 'ratings', '/ratingss/1'],
    ['/ratings/1', 'productpage', null],
    ['/httpbin/status/502', 'httpbin', '//status/502'],
    ['/login', 'productpage', null],
  ] as const) {
    it(`bookinfo.com${path} reaches ${service}${arrives === null ? '' : ` as ${arrives}`}`, async () => {
      const { answer, problems } = await asked('bookinfo-paths', '--host', 'bookinfo.com', '--path', path);
      assert.match(answer.shares[0]?.destination ?? '', new RegExp(`^${service}\\.bookinfo\\.svc\\.cluster\\.local`));
      const rewritten = answer.effects.filter((effect) => effect.includes(' becomes '));
      assert.deepEqual(rewritten, arrives === null ? [] : [`path ${path} becomes ${arrives}`]);
      assert.ok(lines(problems, 'missing').some((line) => /^9: .*"productpage-gateway" is no Gateway/.test(line)));
    });
  }

  it('httpbin: the rewrite that doubles a slash is told, with what to match instead', async () => {
    const { problems } = await asked('bookinfo-paths', '--host', 'bookinfo.com', '--path', '/httpbin/get');
    const [warning = ''] = lines(problems, 'warning').filter((line) => line.startsWith('46: '));
    assert.match(warning, /"\/httpbin" to "\/".*\/\/status.*"\/httpbin\/" and exact "\/httpbin"/);
  });

  it('httpbin: the whole of it mirrored, in the old spelling too', async () => {
    const { answer } = await asked('httpbin-mirror', '--host', 'bookinfo.com', '--path', '/httpbin/get');
    assert.deepEqual(Object.keys(sharesOf(answer)), ['v1']);
    assert.ok(
      answer.effects.some((effect) => /^100 % mirrored to httpbin\.bookinfo\.svc\.cluster\.local subset v2/.test(effect)),
    );
  });

  it('httpbin: the circuit breaker takes the subsets away, with both lines', async () => {
    const { problems } = await asked('httpbin-breaker', '--host', 'httpbin.bookinfo');
    const [warning = ''] = lines(problems, 'warning').filter((line) => line.includes('DestinationRule bookinfo/httpbin'));
    assert.match(warning, /^44: .*replaces the one of .*httpbin-breaker\.yaml:15/);
    assert.ok(lines(problems, 'missing').some((line) => /^42: .*subset "v1"/.test(line)));
  });

  it('reviews, ratings and details: a timeout, a delay, half of the calls aborted', async () => {
    const luffy = (await asked('faults', '--host', 'reviews.bookinfo', '-H', 'end-user: luffy')).answer;
    assert.deepEqual(sharesOf(luffy), { v2: 1 });
    assert.ok(luffy.effects.includes('timeout 1 s'));
    assert.deepEqual(sharesOf((await asked('faults', '--host', 'reviews.bookinfo')).answer), { v3: 1 });
    const ratings = (await asked('faults', '--host', 'ratings.bookinfo')).answer;
    assert.ok(ratings.effects.includes('100 % delayed by 2 s'));
    const details = (await asked('faults', '--host', 'details.bookinfo')).answer;
    assert.deepEqual(sharesOf(details), { '500 fault abort': 0.5, details: 0.5 });
  });

  it('two clusters: jason 50/50, everybody else v1', async () => {
    const jason = await asked('multicluster', '-H', 'end-user: jason', '--from', 'mesh');
    assert.deepEqual(weightsOf(jason.answer), { v2: '50', v3: '50' });
    assert.deepEqual(sharesOf((await asked('multicluster', '--host', 'reviews')).answer), { v1: 1 });
    assert.ok(lines(jason.problems, 'warning').some((line) => /^15: Deployment default\/reviews-v1.*apps\/v1/.test(line)));
  });
});
