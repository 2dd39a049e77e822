import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { makeEvidence } from '../../../harness/lab/evidence.ts';
import { scratch } from '../../cli/command.ts';
import { layoutOf } from './gateways/laid-out.ts';
import { MIRRORED, ONE_POD } from './one-pod.ts';

const folder = scratch();
process.env.TMPDIR = folder;

test('evidence is an empty file for the pods that get copies, and is gone when it is removed, twice too', async () => {
  const evidence = await makeEvidence(layoutOf(MIRRORED));
  assert.ok(evidence !== null);
  assert.deepEqual([...evidence.podIds], ['default/shop-v2/0']);
  assert.equal(readFileSync(evidence.path, 'utf8'), '');
  await evidence.remove();
  await evidence.remove();
  assert.deepEqual(readdirSync(folder), []);
});

test('two labs have a file each', async () => {
  const [one, other] = [await makeEvidence(layoutOf(MIRRORED)), await makeEvidence(layoutOf(MIRRORED))];
  assert.notEqual(one?.path, other?.path);
  await one?.remove();
  assert.equal(readFileSync(other?.path ?? '', 'utf8'), '');
  await other?.remove();
});

test('nothing is made where nothing is mirrored', async () => {
  assert.equal(await makeEvidence(layoutOf(ONE_POD)), null);
  assert.deepEqual(readdirSync(folder), []);
});
