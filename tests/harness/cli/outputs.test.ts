import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { tallyFromCounts } from '../../../harness/classify/typed-counts.ts';
import { checkOutputs, keepTallies, writeReport } from '../../../harness/cli/outputs.ts';
import { fakeHost, scratch } from '../../cli/command.ts';
import { CASES } from '../report/cases.ts';
import { judged } from '../report/judged.ts';

const folder = scratch();
const fail = judged(CASES.fail!);
const options = (...out: string[]) => ({ report: 'text', out });

describe('checkOutputs', () => {
  for (const path of ['report', 'report.', 'report.pdf', '.json/x', 'a.json/b', 'x.JSON5'])
    it(`refuses ${path}`, () =>
      assert.throws(() => checkOutputs(options(path)), { name: 'UsageError', message: /--out .*ending/ }));
  for (const path of ['r.json', 'R.JSON', './a.b/r.txt', 'r.log', '.json'])
    it(`accepts ${path}`, () => assert.doesNotThrow(() => checkOutputs(options(path))));
});

describe('writeReport', () => {
  it('prints once, writes every file without colour, and returns the report’s own exit code', async () => {
    const { host, stdout, stderr } = fakeHost([], { env: { FORCE_COLOR: '1' } });
    const [json, text] = [join(folder, 'r.json'), join(folder, 'r.txt')];
    assert.equal(await writeReport(fail, options(json, text), host, true), 1);
    assert.ok(stdout.text.startsWith('\u001b[1;31mFAIL'));
    assert.match(readFileSync(text, 'utf8'), /^FAIL {2}tcp/);
    assert.deepEqual(JSON.parse(readFileSync(json, 'utf8')), JSON.parse(JSON.stringify(fail)));
    assert.equal(stderr.text, '');
  });

  it('still prints the verdict and writes the other files when one cannot be written', async () => {
    const { host, stdout, stderr } = fakeHost([]);
    mkdirSync(join(folder, 'folder.txt'));
    const [bad, missing, good] = [join(folder, 'folder.txt'), join(folder, 'no/where.json'), join(folder, 'good.json')];
    assert.equal(await writeReport(fail, options(bad, missing, good), host, true), 2);
    assert.match(stdout.text, /^FAIL/);
    assert.ok(statSync(good).size > 0);
    assert.equal(
      stderr.text,
      `weighbridge: --out ${bad}: cannot be written (it is a folder); check the path\nweighbridge: --out ${missing}: cannot be written (no such file or folder); check the path\n`,
    );
  });

  it('is exit code 2 when the tally before it could not be written', async () =>
    assert.equal(await writeReport(fail, options(), fakeHost([]).host, false), 2));
});

describe('keepTallies', () => {
  const tally = tallyFromCounts(['one', 'two'], [1, 2]);

  const measured = [{ name: 'one gate', tally }];
  const place = (name?: string) => ({ path: name === undefined ? undefined : join(folder, name), isFolder: false });

  it('saves what was concluded', async () => {
    const concluded = { tallies: [{ ...tally, target: 'concluded' }] };
    const kept = await keepTallies(place('tally.json'), measured, fakeHost([]).host, () => concluded);
    assert.equal(kept.tallySaved, true);
    assert.equal(JSON.parse(readFileSync(join(folder, 'tally.json'), 'utf8')).target, 'concluded');
  });

  it('saves the bare counts when concluding fails, and passes the error on', async () => {
    const conclude = () => {
      throw new RangeError('names do not fit');
    };
    await assert.rejects(keepTallies(place('bare.json'), measured, fakeHost([]).host, conclude), /names do not fit/);
    assert.equal(JSON.parse(readFileSync(join(folder, 'bare.json'), 'utf8')).target, 'typed-in counts');
  });

  it('saves several gates as files of a folder', async () => {
    const gates = [
      { name: 'a', tally },
      { name: 'b', tally },
    ];
    await keepTallies({ path: join(folder, 'many'), isFolder: true }, gates, fakeHost([]).host, () => ({
      tallies: [tally, tally],
    }));
    assert.equal(readdirSync(join(folder, 'many')).length, 2);
  });

  it('writes nothing without a path', async () =>
    assert.equal((await keepTallies(place(), measured, fakeHost([]).host, () => ({ tallies: [tally] }))).tallySaved, true));
});
