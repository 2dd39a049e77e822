import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, it } from 'node:test';
import { type CommandOf, readCommandLine } from '../../../harness/cli/command-line.ts';
import { openLabs } from '../../../harness/cli/open-labs.ts';
import { askQuestion } from '../../../harness/cli/question.ts';
import { chooseSite, chooseStand, openSite } from '../../../harness/cli/site.ts';

const verify = (...args: string[]) => readCommandLine(['verify', ...args], {}) as CommandOf<'verify'>;
const choose = (...args: string[]) => {
  const { target, options } = verify(...args);
  return chooseStand(target, options);
};
const chosen = (...args: string[]) => {
  const { target, options } = verify(...args);
  const stand = chooseStand(target, options);
  return chooseSite({ target, options, lab: null }, stand, askQuestion(options, stand?.versions ?? null, stand?.weights));
};

describe('chooseStand', () => {
  it('is the tcp stand unless a target or --lab is given', () => {
    assert.equal(choose()?.name, 'tcp-echo');
    assert.equal(choose('--lab', 'http-hello')?.name, 'http-hello');
    assert.equal(choose('tcp://127.0.0.1:1'), null);
  });

  for (const [args, message] of [
    [['tcp://127.0.0.1:1', '--lab', 'tcp-echo'], /--lab tcp-echo: a target is given too/],
    [['tcp://127.0.0.1:1', '--actual', '1,1'], /--actual: only the lab's gateway/],
    [['tcp://127.0.0.1'], /port is missing/],
  ] as const)
    it(`refuses ${args.join(' ')}`, () => assert.throws(() => choose(...args), { name: 'UsageError', message }));
});

describe('openSite', () => {
  it('starts nothing for a target and closes without a word', async () => {
    const choice = chosen('http://127.0.0.1:1/x', '--expect', '1,1');
    assert.deepEqual([choice.target.text, choice.isReady, choice.notes], ['http://127.0.0.1:1/x', false, []]);
    const site = await openSite(choice, openLabs());
    await site.close();
  });

  it('starts a lab that listens, tells the seed, and stops it', async () => {
    const choice = chosen('--expect', '1,1', '--actual', '1,3', '--seed', '18446744073709551615');
    assert.equal(choice.isReady, true);
    const site = await openSite(choice, openLabs());
    assert.match(choice.notes.join(), /seed 18446744073709551615, weights changed by --actual/);
    const socket = connect(site.target.port, site.target.host);
    await once(socket, 'connect');
    socket.destroy();
    await site.close();
    const refused = connect(site.target.port, site.target.host);
    await assert.rejects(once(refused, 'connect'), { code: 'ECONNREFUSED' });
  });

  for (const [args, message] of [
    [['--expect', 'a=1,b=1,c=1'], /--expect: the lab tcp-echo has 2 versions \(one, two\) but there are 3 weights; give 2/],
    [['--expect', '1,1', '--actual', '1'], /--actual: .* there are 1 weights; give 2/],
  ] as const)
    it(`refuses ${args.join(' ')} before anything is started`, () =>
      assert.throws(() => chosen(...args), { name: 'UsageError', message }));
});
