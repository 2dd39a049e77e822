import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { linted, service, subsets, to, virtualService } from './linted.ts';

const found = (id: string, rule: string) =>
  linted(id, service('a'), subsets('a', 'v1', 'v2'), virtualService('a', `  - { ${rule} }`));
const v1 = `route: [${to('a', 'v1')}]`;

describe('a rule by itself', () => {
  it('has a weight that nobody looks at', () => {
    assert.match(found('single-weight-ignored', `route: [${to('a', 'v1', 20)}]`)[0] ?? '', /^note: .*weight 20.*gets everything/);
    assert.match(found('single-weight-ignored', `route: [${to('a', 'v1', 0)}]`)[0] ?? '', /^warning/);
    for (const route of [v1, `route: [${to('a', 'v1', 100)}]`, `route: [${to('a', 'v1', 1)}, ${to('a', 'v2', 1)}]`])
      assert.deepEqual(found('single-weight-ignored', route), []);
  });

  it('mirrors to where the request goes', () => {
    assert.match(
      found('mirror-to-itself', `${v1}, mirror: { host: a, subset: v1 }`)[0] ?? '',
      /^warning: .*gets the request and its copy/,
    );
    assert.deepEqual(found('mirror-to-itself', `${v1}, mirror: { host: a, subset: v2 }`), []);
  });

  it('delays longer than its own timeout', () => {
    const delay = (ms: number, percent = 100) => `fault: { delay: { fixedDelay: ${ms}ms, percentage: { value: ${percent} } } }`;
    assert.match(
      found('delay-not-cut', `${v1}, timeout: 1s, ${delay(2000)}`)[0] ?? '',
      /timeout of 1 s does not cut the delay of 2 s/,
    );
    for (const rest of [`timeout: 2s, ${delay(2000)}`, `timeout: 1s, ${delay(2000, 0)}`, delay(2000)])
      assert.deepEqual(found('delay-not-cut', `${v1}, ${rest}`), []);
  });

  it('tries for longer than its timeout', () => {
    const retries = 'retries: { attempts: 3, perTryTimeout: 2s, retryOn: 5xx }';
    assert.match(found('retries-cut-short', `${v1}, timeout: 5s, ${retries}`)[0] ?? '', /4 tries of 2 s need 8 s.*after 5 s/);
    assert.deepEqual(found('retries-cut-short', `${v1}, timeout: 8s, ${retries}`), []);
    assert.deepEqual(found('retries-cut-short', `${v1}, ${retries}`), []);
  });
});
