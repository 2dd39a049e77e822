import assert from 'node:assert/strict';
import { test } from 'node:test';
import { plan } from '../../../harness/api/plan.ts';
import { inProcess } from '../../cli/command.ts';

test('plan gives the estimate that the command prints', async () => {
  const args = ['plan', '--expect', '90,10', '--tolerance', '2', '-n', '500', '--significance', '0.000001', '--report', 'json'];
  const { stdout } = await inProcess(args);
  assert.deepEqual(plan({ expect: [90, 10], tolerancePoints: 2, requests: 500, significance: 1e-6 }), JSON.parse(stdout));
});

test('plan needs weights', () => {
  assert.throws(() => plan({}), /^UsageError: --expect is missing/);
});
