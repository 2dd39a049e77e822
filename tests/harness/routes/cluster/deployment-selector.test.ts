import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { deploymentSelectorProblems } from '../../../../harness/routes/cluster/deployment-selector.ts';
import { writtenObject } from './written-objects.ts';

const problems = (selector: unknown, labels: unknown = { app: 'a', version: 'v1' }) =>
  deploymentSelectorProblems(
    writtenObject({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'a' },
      spec: { selector, template: { metadata: { labels } } },
    }),
  );

describe('deploymentSelectorProblems', () => {
  it('refuses a selector that does not fit the template', () => {
    const [problem] = problems({ matchLabels: { app: 'a', version: 'v2' } });
    assert.equal(problem?.id, 'selector-mismatch');
    assert.equal(problem?.severity, 'error');
    assert.equal(problem?.place.file, 'Deployment/a spec.selector.matchLabels.version');
    assert.match(problem?.text ?? '', /^Deployment default\/a: spec\.selector asks for "version=v2"/);
    assert.equal(problems({ matchLabels: { app: 'a' } }, null).length, 1);
  });

  it('has nothing to say about one that fits, or about none', () => {
    for (const selector of [{ matchLabels: { app: 'a' } }, { matchLabels: {} }, {}, null, undefined])
      assert.deepEqual(problems(selector), []);
  });

  it('evaluates expressions', () => {
    const of = (operator: string, key: string, values?: string[]) =>
      problems({ matchExpressions: [{ key, operator, values }] }).length;
    assert.equal(of('In', 'app', ['a', 'b']), 0);
    assert.equal(of('In', 'app', ['b']), 1);
    assert.equal(of('In', 'zone', ['b']), 1);
    assert.equal(of('NotIn', 'app', ['a']), 1);
    assert.equal(of('NotIn', 'zone', ['a']), 0);
    assert.equal(of('Exists', 'app'), 0);
    assert.equal(of('Exists', 'zone'), 1);
    assert.equal(of('DoesNotExist', 'app'), 1);
    assert.equal(of('DoesNotExist', 'zone'), 0);
  });
});
