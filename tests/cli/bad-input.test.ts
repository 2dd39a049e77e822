import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { tcpServer } from '../harness/drive/loopback-server.ts';
import { asProcess, assertUsage, inProcess, scratch } from './command.ts';

const folder = scratch();
const file = (name: string, text: string) => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

/** Arguments behind `verify TARGET`, and what the line must say: the flag, the value, the fix. */
const OF_VERIFY: readonly (readonly [string, ...string[]])[] = [
  ['--expect -80,20', '--expect', '-80,20', 'negative', '80,20'],
  ['--expect NaN,20', '--expect', 'NaN,20', 'plain numbers'],
  ['--expect 1e2,20', '--expect', '1e2,20', 'plain numbers'],
  ['--expect 0x10,20', '--expect', '0x10', 'plain numbers'],
  ['--expect Infinity,1', '--expect', 'Infinity', 'plain numbers'],
  ['--expect=', '--expect', 'no weights', '80,20'],
  ['--expect', '--expect', 'needs a value'],
  ['--expect 80,', '--expect', '"80,"', 'empty'],
  ['--expect 0,0', '--expect', '0,0', 'all weights are zero', 'above 0'],
  ['--expect a=0', '--expect', 'a=0', 'zero'],
  ['--expect one=80,20', '--expect', 'one=80,20', 'name all'],
  ['--expect one=80,one=20', '--expect', 'one', 'twice'],
  ['--expect =80,two=20', '--expect', 'no name'],
  ['--expect 80,20 --labels a,b,c', '--labels', 'a, b, c', 'as many'],
  ['--expect 80,20 --labels a', '--labels', 'as many'],
  ['--expect 80,20 --labels a,a', '--labels', 'a,a', 'twice'],
  ['--expect a=80,b=20 --labels a,b', '--labels', 'names already'],
  ['--expect 80,20 --expect 70,30', '--expect', '80,20', '70,30', 'once'],
  ['--expect 1,1 -n 0', '--requests', '"0"', '1 or more'],
  ['--expect 1,1 -n abc', '--requests', 'abc', 'whole number'],
  ['--expect 1,1 -n 1e3', '--requests', '1e3', 'write 1000'],
  ['--expect 1,1 -n -5', '--requests', '-5', 'whole number'],
  ['--expect 1,1 -n 1.5', '--requests', '1.5', 'whole number'],
  ['--expect 1,1 -n 0x10', '--requests', '0x10', 'whole number'],
  ['--expect 1,1 -n=', '--requests', 'missing'],
  ['--expect 1,1 -n 99999999999999999999', '--requests', 'too large'],
  ['--expect 1,1 --requests', '--requests', 'needs a value'],
  ['--expect 1,1 -n --fresh', '-n needs a value'],
  ['--expct 80,20', '--expct', 'did you mean --expect?'],
  ['--constructor', '--constructor', '--help'],
  ['--__proto__ x', '--__proto__', '--help'],
  ['--no-expect', '--no-expect', 'leave it out'],
  ['--expect 1,1 --fresh=maybe', '--fresh=maybe', '--no-fresh'],
  ['--expect 1,1 -x', '-x', '--help'],
  ['--expect 1,1 --actual 1,2', '--actual', 'lab'],
  ['--expect 1,1 --lab tcp-echo', '--lab', 'target'],
  ['--expect 1,1 --lab nowhere', '--lab', 'nowhere', 'tcp-echo'],
  ['--expect 1,1 extra', 'extra', 'one target'],
  ['', '--expect is missing', '--expect one=80,two=20'],
  ['--expect 1,1 --tolerance 0', '--tolerance', '"0"'],
  ['--expect 1,1 --tolerance 100', '--tolerance', '100'],
  ['--expect 1,1 --significance 0', '--significance', '0.01'],
  ['--expect 1,1 --significance 1', '--significance'],
  ['--expect 1,1 --power 1', '--power', '0.95'],
  ['--expect 1,1 --max-failures 2', '--max-failures', '"2"'],
  ['--expect 1,1 --test magic', '--test', 'magic', 'exact'],
  ['--expect 1,1 --seed -1', '--seed', '-1'],
  ['--expect 1,1 --on-inconclusive maybe', '--on-inconclusive', 'pass'],
  ['--expect 1,1 --report xml', '--report', 'xml', 'json'],
  ['--expect 1,1 --out report.pdf', '--out', 'report.pdf', '.json'],
  ['--expect 1,1 --group-by sound', '--group-by', 'sound', 'word:N'],
  ['--expect 1,1 --group-by regex:(', '--group-by', 'regex'],
  ['--expect 1,1 --timeout 0', '--timeout', '1ms'],
  ['--expect 1,1 --timeout soon', '--timeout', 'soon'],
  ['--expect 1,1 --duration 0s', '--duration', '0s'],
  ['--expect 1,1 --rate 0', '--rate', 'max'],
  ['--expect 1,1 -c 0', '--connections', '"0"'],
  ['--expect 1,1 -c 10001', '--connections', '10000'],
  ['--expect 1,1 --warmup x', '--warmup', '"x"'],
];

describe('bad input of verify', async () => {
  for (const [args, ...parts] of OF_VERIFY) {
    it(`verify TARGET ${args}`, async () => {
      const server = await tcpServer((socket) => socket.end('one\n'));
      assertUsage(
        await inProcess(['verify', `tcp://127.0.0.1:${server.port}`, ...args.split(' ').filter((part) => part !== '')]),
        ...parts,
      );
      assert.equal(server.accepted(), 0, 'no connection before the command is understood');
    });
  }

  for (const [target, ...parts] of [
    ['tcp://localhost', 'tcp://localhost', 'port is missing'],
    ['localhost:9000', 'localhost:9000', 'tcp://localhost:9000'],
    ['ftp://127.0.0.1:1', 'ftp://', 'http://'],
    ['udp://127.0.0.1:1', 'udp://', 'tcp://host:port'],
    ['tcp://127.0.0.1:70000', '70000', '65535'],
    ['tcp://127.0.0.1:1/path', 'no path'],
    ['http://user:secret@127.0.0.1/', 'credentials', '--header'],
    ['http://127.0.0.1/\u001b[31m', 'control characters'],
    ['', 'empty'],
  ] as const)
    it(`verify ${JSON.stringify(target)}`, async () =>
      assertUsage(await inProcess(['verify', target, '--expect', '1,1']), ...parts));

  it('does not repeat a password', async () => {
    const { stderr } = await inProcess(['verify', 'http://user:secret@127.0.0.1/', '--expect', '1,1']);
    assert.doesNotMatch(stderr, /secret/);
  });

  for (const [args, ...parts] of [
    ['tcp://127.0.0.1:1 --header a:b', '--header', 'tcp'],
    ['tcp://127.0.0.1:1 --no-fresh', '--no-fresh', 'tcp'],
    ['http://127.0.0.1:1 --payload x', '--payload'],
    ['http://127.0.0.1:1 --insecure', '--insecure'],
    ['http://127.0.0.1:1 --method G(T', '--method', 'GET'],
    ['http://127.0.0.1:1 --method CONNECT', 'CONNECT', 'another method'],
    ['http://127.0.0.1:1 --host a -H Host:b', 'Host', 'twice', 'once'],
    ['http://127.0.0.1:1 -H nocolon', '--header', 'nocolon', 'Name: value'],
    ['https://127.0.0.1:1 --cacert /nowhere/ca.pem', '--cacert', '/nowhere/ca.pem', 'no such file'],
    ['https://127.0.0.1:1 --key-file /nowhere/key.pem', '--key-file', 'cannot be read'],
  ] as const)
    it(`verify ${args}`, async () => assertUsage(await inProcess(['verify', ...args.split(' '), '--expect', '1,1']), ...parts));

  it('refuses a certificate that is none, and half a pair', async () => {
    const notPem = file('ca.pem', 'hello\n');
    const verify = ['verify', 'https://127.0.0.1:1', '--expect', '1,1'];
    assertUsage(await inProcess([...verify, '--cacert', notPem]), '--cacert', notPem, 'PEM');
    assertUsage(await inProcess([...verify, '--cert-file', notPem]), '--cert-file', '--key-file', 'give both');
    assertUsage(await inProcess([...verify, '--cert-file', notPem, '--key-file', notPem]), notPem, 'PEM');
  });

  it('counts the weights of the lab', async () => {
    assertUsage(await inProcess(['verify', '--expect', '1,2,3']), '--expect', '3 weights', 'one, two');
    assertUsage(await inProcess(['verify', '--expect', '1,2', '--actual', '1,2,3']), '--actual', 'one, two', 'give 2');
  });
});

describe('bad input of judge and plan', () => {
  for (const [args, ...parts] of [
    ['judge', 'nothing to judge', '--counts'],
    ['judge --counts 1,2', '--counts 1,2', '--expect is missing'],
    ['judge --counts 1,2 --expect 1,1,1', '--counts 1,2', '3 weights', 'as many'],
    ['judge --counts 1,x --expect 1,1', '--counts', '"x"', 'whole numbers'],
    ['judge --counts 1,-2 --expect 1,1', '--counts', '-2'],
    ['judge --counts 1.5,2 --expect 1,1', '--counts', '1.5'],
    ['judge --counts 9007199254740991,1 --expect 1,1', '--counts', '2^53'],
    ['judge --counts 1,2 --expect 1,1 file.json', '--counts', 'file.json', 'one of the two'],
    ['judge /nowhere/tally.json', '/nowhere/tally.json', 'no such file'],
    [`judge ${folder}`, folder, 'it is a folder'],
    ['judge --counts 1,2 --expect 1,1 -n 5', '-n', '--help'],
    ['plan', '--expect is missing'],
    ['plan 80,20', '80,20', '--expect 80,20'],
    ['plan --expect 80,20 -n 0', '--requests', '"0"'],
    ['plan --expect 80,20 --max-failures 1', '--max-failures', '--help'],
    ['verfy --expect 1,1', '"verfy"', 'weighbridge verify'],
    ['frobnicate', '"frobnicate"', 'verify, judge, plan'],
    ['-n 5 verify', '"-n"', 'verify, judge, plan'],
  ] as const)
    it(args, async () => assertUsage(await inProcess(args.split(' ')), ...parts));

  it('says that a command is missing', async () => assertUsage(await inProcess([]), 'a command is missing', 'verify'));

  for (const [name, text, ...parts] of [
    ['empty.txt', '', 'no line begins with a count'],
    ['words.txt', 'hello\nworld\n', 'no line begins with a count'],
    ['after.txt', '  3 one\n  2 two\nthe end\n', 'line 3', 'begin with a count'],
    ['huge.txt', '99999999999999999999 one\n', 'line 1'],
    ['broken.json', '{"schema": "weighbridge/tally/v1",\n  "sent": }', 'line 2'],
    ['other.json', '{"schema": "weighbridge/report/v1"}', '$.schema'],
    ['escape.json', '{"\u001b[2J": 1}', 'not JSON', 'line 1'],
    ['override.json', '{"\u202e": 1}', '$'],
  ] as const)
    it(`judge ${name}`, async () => {
      const path = file(name, text);
      assertUsage(await inProcess(['judge', path, '--expect', '1,1']), path, ...parts);
    });

  it('refuses binary rubbish and reads a table from standard input', async () => {
    const rubbish = file('rubbish', Array.from({ length: 2000 }, (_, i) => String.fromCharCode((i * 37) % 256)).join(''));
    assertUsage(await inProcess(['judge', rubbish, '--expect', '1,1']), rubbish);
    assertUsage(await inProcess(['judge', '-', '--expect', '1,1'], { stdin: '' }), 'standard input');
    const good = await inProcess(['judge', '-', '--expect', 'one=80,two=20'], { stdin: '    803 one\n    197 two\n' });
    assert.equal(good.code, 0);
  });

  it('does not let --labels be ignored by a saved tally', async () => {
    const path = join(folder, 'saved.json');
    const table = file('table.txt', '50 a\n50 b\n');
    assert.equal((await inProcess(['judge', table, '--expect', '1,1', '--tally', path])).code, 0);
    assertUsage(await inProcess(['judge', path, '--labels', 'x,y']), '--labels', 'x,y', 'leave --labels out');
  });
});

describe('any command line', () => {
  const word = fc.oneof(
    fc.constantFrom(
      '--expect',
      '-n',
      '--labels',
      '--',
      '-',
      '--counts',
      '--no-fresh',
      '--by',
      '-H',
      '--out',
      '--help',
      '--version',
      '=',
      '--=',
      '-=',
    ),
    fc.constantFrom('80,20', '1:2', '5', 'one=1,two=2', '"', "'", '"a,b"', '-1', 'true'),
    fc.string({ unit: 'binary', maxLength: 12 }),
  );

  it('of judge or plan ends in a documented exit code with at most one line on stderr', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('judge', 'plan', 'help', '', 'vrify'),
        fc.array(word, { maxLength: 6 }),
        async (verb, rest) => {
          // Only the folders of this test are named as outputs: whatever fast-check makes up must not be written.
          const args = rest.map((text) => (/[./\\]/.test(text) ? 'x' : text));
          const { code, stderr, stdout } = await inProcess([verb, ...args]);
          assert.ok([0, 1, 2, 3, 4].includes(code ?? -1), stderr);
          if (code === 2) assert.match(stderr, /^weighbridge: [^\n]+\n$/);
          assert.equal(code === 2, stdout === '');
        },
      ),
      { seed: 20260131, numRuns: 300 },
    );
  });

  it('gives the same line and exit code as a process of its own', async () => {
    assertUsage(await asProcess(['verify', '--expect', '80,x']), '--expect', '80,x');
  });
});
