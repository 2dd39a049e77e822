import assert from 'node:assert/strict';
import { test } from 'node:test';
import { machineText, thisMachine } from '../../../bench/tables/machine.ts';

const machine = { cores: 2, model: 'EPYC', memoryGib: 24, system: 'Linux 6.18', node: '24.21.0', day: '2026-11-21' };

test('the facts stand in two sentences', () => {
  assert.equal(
    machineText(machine, 0.012),
    'Measured on 2026-11-21: 2 cores of EPYC, 24 GiB, Linux 6.18, Node 24.21.0. Other programs took 1 % of the cores meanwhile.',
  );
});

test('figures of a busy machine say so', () => {
  assert.match(machineText(machine, 0.4), /took 40 % of the cores meanwhile: \*\*measure again on an idle machine\*\*\.$/);
});

test('this machine is somewhere', () => {
  const here = thisMachine(new Date('2026-11-21T12:00:00Z'));
  assert.equal(here.day, '2026-11-21');
  assert.equal(here.node, process.versions.node);
  assert.ok(here.cores >= 1 && here.memoryGib >= 0);
});
