import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { labLayout } from '../../../harness/cli/lab-layout.ts';
import { UsageError } from '../../../harness/cli/usage-error.ts';
import type { Problem } from '../../../harness/model/routes-report.ts';
import { readRoutes } from '../../../harness/routes/read-routes.ts';
import { HAND_BUILT, SHOP, to, virtualService } from '../../lab/gateways/hand-built.ts';

/** What reading gives for one text, and further problems. */
const setOf = (text: string, problems: readonly Problem[] = []) => {
  const table = readRoutes([{ file: 'a.yaml', text }], 'default');
  return { name: 'shop', table, problems: [...problems, ...table.problems] };
};

const problem = (severity: Problem['severity'], text: string): Problem => ({
  id: 'made-up',
  severity,
  place: { file: 'b.yaml', line: 7 },
  text,
  fix: 'mend it',
});

const refused = (set: Parameters<typeof labLayout>[0], flag = '--lab'): string => {
  try {
    labLayout(set, flag);
  } catch (error) {
    assert.ok(error instanceof UsageError, String(error));
    return error.message;
  }
  return assert.fail('it is laid out');
};

describe('the layout of manifests', () => {
  it('has their pods and listeners', () => {
    const { pods, listeners } = labLayout(setOf(HAND_BUILT), '--lab');
    assert.equal(pods.length, 6);
    assert.equal(listeners.length, 3);
  });

  it('is refused for errors and for references that lead nowhere, the first of them by file and line', () => {
    const end = ' (weighbridge routes shop --strict shows everything)';
    assert.equal(
      refused(setOf(SHOP, [problem('error', 'weight "a" is no number')])),
      `--lab: b.yaml:7: weight "a" is no number; mend it${end}`,
    );
    assert.equal(
      refused(setOf(SHOP, [problem('note', 'x'), problem('missing', 'no Service cart'), problem('error', 'y')]), 'lab'),
      `lab: b.yaml:7: no Service cart; mend it, and 1 more${end}`,
    );
    const gone = refused(setOf(`${SHOP}${virtualService('a', ['*'], [to({ v1: 1 }).replace('host: shop', 'host: cart')])}`));
    assert.match(gone, /^--lab: a\.yaml:\d+: VirtualService default\/a\b.*cart/);
  });

  it('is not refused for notes and warnings', () => {
    assert.equal(labLayout(setOf(SHOP, [problem('note', 'x'), problem('warning', 'y')]), '--lab').pods.length, 6);
  });
});
