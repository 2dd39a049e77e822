import assert from 'node:assert/strict';
import { once } from 'node:events';
import process from 'node:process';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { exchange, Peer } from './peer.ts';
import { type Program, startEcho } from './program.ts';

const MEGABYTE = 1_048_576;
const LINUX_ONLY = process.platform === 'linux' ? false : 'reads memory use from /proc, which only Linux has';

let echo: Program & { port: number };
before(async () => {
  echo = await startEcho('hello', ['--quiet']);
});
after(() => echo[Symbol.asyncDispose]());

/** What the service must answer to `input` and a half-close. */
function answerTo(input: string, prefix = 'hello'): string {
  return input === '' ? '' : input.replace(/[^\n]*\n|[^\n]+$/g, (line) => `${prefix} ${line}`);
}

/** Writes until the other side takes no more: while a second connection gets 50 answers, nothing moved. Resolves with the bytes taken. */
async function offerUntilStalled(peer: Peer, chunk: Buffer, totalBytes: number, port: number): Promise<number> {
  using other = await Peer.connect(port);
  let offered = 0;
  const offerMore = () => {
    while (offered < totalBytes) {
      offered += chunk.length;
      if (!peer.socket.write(chunk)) break;
    }
  };
  peer.socket.on('drain', offerMore);
  offerMore();
  for (let last = -1, still = 0; still < 50; ) {
    assert.equal(await other.ask('still there\n'), 'hello still there\n');
    const taken = peer.socket.bytesWritten - peer.socket.writableLength;
    still = taken === last ? still + 1 : 0;
    last = taken;
  }
  peer.socket.off('drain', offerMore);
  return offered;
}

test('each line comes back behind the prefix, byte for byte', async () => {
  const inputs = [
    'world\n',
    '\n',
    'a\nb\n\nc\n',
    'crlf\r\n',
    '\0\n\0\0\n',
    '\xff\xfe\xc3(\n',
    '\xed\xa0\x80\n',
    '  spaces \t\n',
    '\r\r\n',
  ];
  for (const input of inputs)
    assert.equal(await exchange(echo.port, Buffer.from(input, 'latin1')), answerTo(input), JSON.stringify(input));
});

test('an unterminated last line is answered at half-close, without a newline of our own', async () => {
  assert.equal(await exchange(echo.port, 'world'), 'hello world');
  assert.equal(await exchange(echo.port, 'a\nb'), 'hello a\nhello b');
  assert.equal(await exchange(echo.port, 'a\r'), 'hello a\r');
  assert.equal(await exchange(echo.port, ''), '');
});

test('an unterminated line is not answered before its end is known', async () => {
  using peer = await Peer.connect(echo.port);
  await peer.send('wor');
  using other = await Peer.connect(echo.port);
  await other.ask('a round trip\n');
  assert.equal(peer.received, '');
  assert.equal(await peer.ask('ld\n'), 'hello world\n');
});

test('any bytes in any chunks get the same answer over a real socket', async () => {
  const bytes = fc
    .uint8Array({ maxLength: 200 })
    .map((array) => Buffer.from(array.map((byte) => (byte % 7 === 0 ? 0x0a : byte))));
  await fc.assert(
    fc.asyncProperty(fc.array(bytes, { maxLength: 8 }), async (chunks) => {
      using peer = await Peer.connect(echo.port);
      for (const chunk of chunks) await peer.send(chunk);
      peer.socket.end();
      assert.equal(await peer.all, answerTo(Buffer.concat(chunks).toString('latin1')));
    }),
    { seed: 20_261_106, numRuns: 60 },
  );
});

test('100,000 pipelined lines are answered in order', async () => {
  const input = Array.from({ length: 100_000 }, (_, index) => `line ${index}\n`).join('');
  assert.equal(await exchange(echo.port, input), answerTo(input));
});

test('a line of 1 MiB is answered, and so are its neighbours', async () => {
  const input = `before\n${'x'.repeat(MEGABYTE - 1)}\nafter\n${'y'.repeat(MEGABYTE)}`;
  assert.equal(await exchange(echo.port, input), answerTo(input));
});

test('a line over 1 MiB closes its connection after the answers before it, with a log line; nobody else notices', async () => {
  using neighbour = await Peer.connect(echo.port);
  assert.equal(await neighbour.ask('one\n'), 'hello one\n');
  for (const tail of ['', '\nnever answered\n']) {
    using peer = await Peer.connect(echo.port);
    peer.socket.write(`first\n${'x'.repeat(MEGABYTE + 1)}${tail}`);
    assert.equal(await peer.all, 'hello first\n');
  }
  await echo.printed(/closed a connection: line over 1048576 bytes\n/);
  assert.equal(await neighbour.ask('two\n'), 'hello two\n');
});

test('an endless line is cut off, not stored', async () => {
  using peer = await Peer.connect(echo.port);
  const chunk = Buffer.alloc(MEGABYTE, 'x');
  const closed = once(peer.socket, 'close');
  const send = () => {
    while (!peer.socket.destroyed && peer.socket.write(chunk));
  };
  peer.socket.on('drain', send);
  send();
  await closed;
  assert.ok(peer.socket.bytesWritten < 1_024 * MEGABYTE);
});

test('a reset, mid-line or with answers on the way, never touches another connection', async () => {
  using neighbour = await Peer.connect(echo.port);
  for (let round = 0; round < 50; round += 1) {
    const peer = await Peer.connect(echo.port);
    if (round % 2 === 0) peer.socket.pause();
    await peer.send(round % 3 === 0 ? 'half a line' : 'line\n'.repeat(500));
    peer.socket.resetAndDestroy();
    assert.equal(await neighbour.ask(`${round}\n`), `hello ${round}\n`);
  }
});

test('a peer that half-closes and resets before it reads harms nobody', async () => {
  const peer = await Peer.connect(echo.port);
  peer.socket.pause();
  peer.socket.end('line\n'.repeat(100_000));
  await once(peer.socket, 'finish');
  peer.socket.resetAndDestroy();
  assert.equal(await exchange(echo.port, 'world\n'), 'hello world\n');
});

test('a peer that does not read stops being read; later it gets every answer', { skip: LINUX_ONLY }, async () => {
  await using program = await startEcho('hello', ['--quiet']);
  await exchange(program.port, 'warm\n'.repeat(20_000));
  const before = program.residentBytes();
  using peer = await Peer.connect(program.port);
  peer.socket.pause();
  const line = `${'x'.repeat(99)}\n`;
  const chunk = Buffer.from(line.repeat(10_000));
  const offered = await offerUntilStalled(peer, chunk, 1_024 * MEGABYTE, program.port);
  const taken = peer.socket.bytesWritten - peer.socket.writableLength;
  assert.ok(taken < 64 * MEGABYTE, `${taken} bytes were taken`);
  const grown = program.residentBytes() - before;
  assert.ok(grown < 48 * MEGABYTE, `memory grew by ${grown} bytes`);
  peer.socket.end();
  peer.socket.resume();
  const lines = offered / line.length;
  assert.equal(await peer.all, `hello ${line}`.repeat(lines));
});

test('a flood of newlines to a long prefix neither fills the memory nor stops the others', { skip: LINUX_ONLY }, async () => {
  await using program = await startEcho('p'.repeat(1_024), ['--quiet']);
  await exchange(program.port, 'warm\n'.repeat(5_000));
  const before = program.residentBytes();
  using flood = await Peer.connect(program.port);
  flood.socket.pause();
  flood.socket.end(Buffer.alloc(MEGABYTE, '\n'));
  using other = await Peer.connect(program.port);
  for (let round = 0; round < 100; round += 1) assert.equal(await other.ask('a\n'), `${'p'.repeat(1_024)} a\n`);
  const grown = program.residentBytes() - before;
  assert.ok(grown < 48 * MEGABYTE, `memory grew by ${grown} bytes`);
});

test('running out of file handles sheds connections; the next ones are served again', async () => {
  await using program = await startEcho('hello', ['--quiet'], 'ulimit -n 40');
  const peers = await Promise.all(Array.from({ length: 100 }, () => Peer.connect(program.port)));
  const closed = peers.map((peer) => once(peer.socket, 'close'));
  await Promise.race(closed);
  for (const peer of peers) peer.socket.destroy();
  await Promise.all(closed);
  // The service notices the closes in its own time; a shed connection ends without an answer.
  let answer = '';
  while (answer === '') answer = await exchange(program.port, 'world\n').catch(() => '');
  assert.equal(answer, 'hello world\n');
});
