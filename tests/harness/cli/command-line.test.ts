import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readCommandLine } from '../../../harness/cli/command-line.ts';

const read = (line: string, env: Record<string, string> = {}) => readCommandLine(line.split(' '), env);

describe('readCommandLine', () => {
  it('gives defaults, checked values and what was typed', () => {
    const command = read('verify tcp://h:1 --expect a=80,b=20 -n 500');
    assert.ok(command.verb === 'verify');
    assert.equal(command.target, 'tcp://h:1');
    assert.deepEqual(command.options.expect, [
      { name: 'a', text: '80' },
      { name: 'b', text: '20' },
    ]);
    assert.equal(command.options.requests, 500);
    assert.equal(command.options.timeout, 5000);
    assert.equal(command.options['ready-timeout'], 10_000);
    assert.equal(command.options.connections, 32);
    assert.equal(command.options.significance, 0.01);
    assert.equal(command.options.power, 0.95);
    assert.equal(command.options['max-failures'], 0.001);
    assert.equal(command.options.fresh, undefined);
    assert.deepEqual(command.options.header, []);
    assert.deepEqual([...command.given].sort(), ['expect', 'requests']);
  });

  it('the last switch wins', () => {
    const command = read('verify --fresh --no-fresh');
    assert.ok(command.verb === 'verify');
    assert.equal(command.options.fresh, false);
  });

  it('--rate max is a rate without a limit, and no --rate is none at all', () => {
    const rate = (line: string) => {
      const command = read(line);
      assert.ok(command.verb === 'verify');
      return command.options.rate;
    };
    assert.deepEqual(rate('verify --rate max'), { perSecond: null });
    assert.deepEqual(rate('verify --rate 5'), { perSecond: 5 });
    assert.equal(rate('verify'), undefined);
  });

  it('tells help and version from everything else', () => {
    assert.deepEqual(read('--version'), { verb: 'version' });
    assert.deepEqual(read('--help'), { verb: 'help', of: null });
    assert.equal((read('help plan') as { of: { verb: string } }).of.verb, 'plan');
    assert.equal((read('judge x --help') as { of: { verb: string } }).of.verb, 'judge');
  });

  it('puts npm’s arguments back first', () => {
    const command = read('verify 80,20', { npm_command: 'run-script', npm_config_expect: 'true' });
    assert.ok(command.verb === 'verify');
    assert.equal(command.target, null);
    assert.equal(command.options.expect?.length, 2);
  });

  it('judge takes any number of files, standard input among them', () => {
    const command = read('judge a.json - b.json');
    assert.deepEqual(command.verb === 'judge' && command.files, ['a.json', '-', 'b.json']);
  });
});
