import assert from 'node:assert/strict';
import { test } from 'node:test';
import { machineText, thisMachine } from '../../../bench/tables/machine.ts';

const machine = {
  cores: 2,
  model: 'EPYC',
  memoryGib: 24,
  system: 'Linux 6.18',
  node: '24.21.0',
  loadBefore: 0.31,
  day: '2026-11-21',
};

test('the facts are one sentence', () => {
  assert.equal(
    machineText(machine),
    'Measured on 2026-11-21: 2 cores of EPYC, 24 GiB, Linux 6.18, Node 24.21.0; load before 0.3.',
  );
});

test('a busy machine is called one', () => {
  assert.match(machineText({ ...machine, loadBefore: 7 }), /load before 7\.0, so the machine was busy/);
  assert.doesNotMatch(machineText({ ...machine, cores: 16, loadBefore: 7 }), /busy/);
});

test('this machine is somewhere', () => {
  const here = thisMachine(new Date('2026-11-21T12:00:00Z'));
  assert.equal(here.day, '2026-11-21');
  assert.equal(here.node, process.versions.node);
  assert.ok(here.cores >= 1 && here.loadBefore >= 0);
});
