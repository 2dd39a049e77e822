import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { parseTally } from '../../harness/classify/parse-tally.ts';
import { httpServer, tcpServer } from '../harness/drive/loopback-server.ts';
import { inProcess, scratch } from './command.ts';
import { GATEWAY, manifest, splits, workloads } from './shop.ts';

const folder = scratch();

/** A gateway that answers in turn from `answers`. */
const inTurn = (...answers: string[]) => {
  let next = 0;
  return () => answers[next++ % answers.length] ?? '';
};

async function rotatingTcp(...answers: string[]) {
  const answer = inTurn(...answers);
  const server = await tcpServer((socket) => socket.once('data', () => socket.end(`${answer()}\n`)));
  return `tcp://127.0.0.1:${server.port}`;
}

async function rotatingHttp(...answers: string[]) {
  const answer = inTurn(...answers);
  const server = await httpServer((_request, response) => {
    const [version = '', status = '200'] = answer().split(' ');
    response.writeHead(Number(status), { 'x-version': version }).end('hello\n');
  });
  return `http://127.0.0.1:${server.port}`;
}

let files = 0;

/** Runs verify with --tally, judges the tally, and compares both reports byte by byte. */
async function assertSame(args: readonly string[], exitCode: number) {
  files += 1;
  const tally = join(folder, `tally-${files}.json`);
  for (const format of ['json', 'text']) {
    const live = await inProcess(['verify', ...args, '--tally', tally, '--report', format]);
    assert.equal(live.code, exitCode, live.stderr + live.stdout);
    const later = await inProcess(['judge', tally, '--report', format]);
    assert.equal(later.stdout, live.stdout);
    assert.equal(later.code, live.code);
    assert.equal(later.stderr, '');
  }
  return parseTally(readFileSync(tally, 'utf8'), tally);
}

describe('judge FILE repeats what verify --tally FILE said', () => {
  it('for the lab', async () => void (await assertSame(['--expect', '80,20', '-n', '200'], 0)));
  it('for the lab with wrong weights', async () =>
    void (await assertSame(['--expect', '80,20', '--actual', '1,1', '-n', '200'], 1)));

  it('for a bare list that took the names of what answered', async () => {
    const tally = await assertSame([await rotatingTcp('b', 'a', 'b'), '--expect', '1,2', '-n', '90'], 0);
    assert.equal(tally.gate?.expect, 'a=1,b=2');
    assert.match(tally.gate?.notes.join() ?? '', /natural order: "a" = 1, "b" = 2/);
  });

  it('for a bare list with fewer answers than weights', async () => {
    const tally = await assertSame([await rotatingTcp('a'), '--expect', '1,2', '-n', '60'], 1);
    assert.equal(tally.gate?.expect, 'a=1,?=2');
  });

  it('for every option of the rule', async () => {
    const target = await rotatingHttp('v1', 'v1', 'v1', 'v2 503', 'x,y=z', 'v3');
    const rule = [
      '--significance',
      '0.02',
      '--power',
      '0.9',
      '--tolerance',
      '3',
      '--max-failures',
      '0.5',
      '--test',
      'mc',
      '--seed',
      '77',
    ];
    const tally = await assertSame(
      [target, '--expect', 'v1=3,v2=1,"x,y=z"=1', '-n', '60', '--allow-unknown', '--require-power', ...rule],
      3,
    );
    assert.equal(tally.gate?.expect, 'v1=3,v2=1,"x,y=z"=1');
  });

  it('for weights that manifests promise, with the lines that they stand in', async () => {
    const file = manifest(folder, 'shop.yaml', GATEWAY, workloads({ v1: 1, v2: 1 }), splits({ v1: 3, v2: 1 }));
    const target = await rotatingHttp('v1', 'v2', 'v1', 'v1');
    const { notes } = (
      await assertSame(
        [
          target,
          '--routes',
          file,
          '--probe',
          'http://shop.example/',
          '--from',
          'gateway/shop',
          '-n',
          '200',
          '--diagnostics',
          'off',
        ],
        0,
      )
    ).gate!;
    assert.match(notes.join('\n'), /^v2: weight 1 at \S+shop\.yaml:\d+$/m);
  });

  it('for a target that is down', async () => {
    await assertSame(['tcp://127.0.0.1:1', '--expect', '1,1', '--ready-timeout', '50ms'], 4);
  });

  it('for names and notes that would hurt a terminal', async () => {
    const target = await rotatingTcp('\u001b[2Jone', 'two\u202e', '\u001b[2Jone');
    await assertSame([target, '--expect', '2,1', '-n', '90', '--group-by', 'line'], 0);
  });

  it('and a what-if is told as such', async () => {
    const tally = join(folder, 'what-if.json');
    await inProcess(['verify', '--expect', '80,20', '-n', '200', '--tally', tally]);
    const { stdout, code } = await inProcess(['judge', tally, '--expect', '20,80']);
    assert.equal(code, 1);
    assert.match(
      stdout.replaceAll(/\s+/g, ' '),
      /does not split one 20 : two 80 .* judged by another rule than the one fixed before/,
    );
  });
});

describe('a bare list of weights', () => {
  it('that is longer in names than in weights is a usage error naming them, and the counts are kept', async () => {
    const tally = join(folder, 'too-many.json');
    const { code, stdout, stderr } = await inProcess([
      'verify',
      await rotatingTcp('a', 'b', 'c'),
      ...['--expect', '1,1', '-n', '30', '--tally', tally],
    ]);
    assert.equal(code, 2);
    assert.equal(stdout, '');
    assert.match(
      stderr,
      /^weighbridge: --expect "1,1" has 2 weights but 3 versions answered: "a", "b", "c"; name the weights .*\n$/,
    );
    assert.equal(parseTally(readFileSync(tally, 'utf8'), tally).sent, 30);
    const named = await inProcess(['judge', tally, '--expect', 'a=1,b=1,c=1']);
    assert.equal(named.code, 0);
  });

  it('in the wrong order fails and says which order would fit', async () => {
    const target = await rotatingTcp('one', 'two', 'two', 'two');
    const { code, stdout } = await inProcess(['verify', target, '--expect', '75,25', '-n', '400']);
    assert.equal(code, 1);
    assert.match(stdout.replaceAll(/\s+/g, ' '), /another order of the weights would fit: --expect one=25,two=75|two=75,one=25/);
  });

  it('in the right order is not second-guessed, and named weights never are', async () => {
    const right = await inProcess(['verify', await rotatingTcp('one', 'two', 'two', 'two'), '--expect', '25,75', '-n', '400']);
    assert.equal(right.code, 0);
    const named = await inProcess([
      'verify',
      await rotatingTcp('one', 'two', 'two', 'two'),
      '--expect',
      'one=75,two=25',
      '-n',
      '400',
    ]);
    assert.equal(named.code, 1);
    assert.doesNotMatch(named.stdout, /another order/);
  });
});
