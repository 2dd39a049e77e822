import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { type CommandOf, readCommandLine } from '../../../harness/cli/command-line.ts';
import { readCounted } from '../../../harness/cli/counted.ts';
import { fakeHost, inProcess, scratch } from '../../cli/command.ts';

const folder = scratch();
const file = (name: string, text: string) => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const read = (args: readonly string[], stdin?: string) => {
  const { files, options } = readCommandLine(['judge', ...args], {}) as CommandOf<'judge'>;
  return readCounted(files, options, fakeHost([], stdin === undefined ? {} : { stdin }).host);
};
const countsOf = ({ tally }: Awaited<ReturnType<typeof read>>) => tally.labels.map(({ label, count }) => `${label}=${count}`);

const ARTICLE = `  61 Hello eric(172.18.0.230)<-Hello eric(192.168.0.171)<-Hello eric(172.18.1.36)
  28 Hello eric(172.18.0.230)<-Bonjour eric(192.168.0.172)<-Hello eric(172.18.1.36)
  11 Hello eric(172.18.0.230)<-Hola eric(192.168.0.173)<-Hello eric(172.18.1.36)
`;

describe('readCounted', () => {
  it('takes typed counts in the order of the weights', async () => {
    assert.deepEqual(countsOf(await read(['--counts', '61,28,11', '--expect', 'c=60,b=30,a=10'])), ['c=61', 'b=28', 'a=11']);
  });

  it('reads an article’s table by hop, from a file or from standard input', async () => {
    const args = ['--group-by', 'hop:2', '--expect', 'Hello=60,Bonjour=30,Hola=10'];
    for (const counted of [await read([file('table.txt', ARTICLE), ...args]), await read(['-', ...args], ARTICLE)])
      assert.deepEqual(countsOf(counted), ['Hello=61', 'Bonjour=28', 'Hola=11']);
    assert.equal((await inProcess(['judge', '-', ...args], { stdin: ARTICLE })).code, 0);
  });

  it('adds up saved tallies, and refuses to read their answers another way', async () => {
    const path = join(folder, 'half.json');
    await inProcess(['judge', file('half.txt', ' 40 one\n 10 two\n'), '--expect', 'one=80,two=20', '--tally', path]);
    assert.deepEqual(countsOf(await read([path, path])), ['one=80', 'two=20']);
    await assert.rejects(read([path, '--group-by', 'line']), {
      name: 'UsageError',
      message: /--group-by line: .*half\.json is a saved tally/,
    });
  });

  it('tells a tally from a table by what it holds, not by its name', async () => {
    const table = file('table.json', ' 3 one\n 2 two\n');
    assert.deepEqual(countsOf(await read([table, '--expect', '1,1'])), ['one=3', 'two=2']);
  });
});
