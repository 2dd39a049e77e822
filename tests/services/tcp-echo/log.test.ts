import assert from 'node:assert/strict';
import { Writable } from 'node:stream';
import { test } from 'node:test';
import { Log } from '../../../services/tcp-echo/log.ts';

/** An output whose reader can stop: while `reading` is false, writes are taken but never finished. */
class Reader extends Writable {
  text = '';
  reading = true;
  broken = false;
  #waiting: (() => void) | null = null;

  constructor() {
    super({ decodeStrings: false });
  }

  override _write(chunk: string, _encoding: string, done: (error?: Error) => void): void {
    const take = () => {
      this.text += chunk;
      done(this.broken ? Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }) : undefined);
    };
    if (this.reading) take();
    else this.#waiting = take;
  }

  readAgain(): void {
    this.reading = true;
    this.#waiting?.();
  }
}

test('request and response stand on one line each, as the article prints them', async () => {
  const output = new Reader();
  const log = new Log(output, 'hello', true);
  log.exchange(Buffer.from('world\n'));
  log.exchange(Buffer.from('\n'));
  log.exchange(Buffer.from('crlf\r\n'));
  log.exchange(Buffer.from('no newline'));
  await log.flushed();
  assert.equal(
    output.text,
    'request: world\nresponse: hello world\nrequest: \nresponse: hello \n' +
      'request: crlf\\r\nresponse: hello crlf\\r\nrequest: no newline\nresponse: hello no newline\n',
  );
});

test('a peer cannot forge a log line', async () => {
  const output = new Reader();
  const log = new Log(output, 'a\u{1b}\\', true);
  log.exchange(Buffer.from('x\rresponse: forged\u{85}\u{2028}y\n'));
  await log.flushed();
  assert.equal(
    output.text,
    'request: x\\rresponse: forged\\u{85}\\u{2028}y\nresponse: a\\x1b\\\\ x\\rresponse: forged\\u{85}\\u{2028}y\n',
  );
});

test('a quiet log says nothing about exchanges but keeps notes', async () => {
  const output = new Reader();
  const log = new Log(output, 'hello', false);
  log.exchange(Buffer.from('world\n'));
  log.note('noted');
  await log.flushed();
  assert.equal(output.text, 'noted\n');
});

test('a long line is cut with a note, at a whole character', async () => {
  const output = new Reader();
  const log = new Log(output, 'p', true);
  log.exchange(Buffer.from(`a${'é'.repeat(3_000)}\n`));
  await log.flushed();
  const [request] = output.text.split('\n');
  assert.equal(request, `request: a${'é'.repeat(2_047)}... (6001 bytes, cut here)`);
});

test('a stalled reader costs bounded memory; dropped lines are counted and told when it is back', async () => {
  const output = new Reader();
  const log = new Log(output, 'hello', true);
  const line = Buffer.from(`${'x'.repeat(998)}\n`);
  const exchanges = 20_000;
  output.reading = false;
  for (let count = 0; count < exchanges; count += 1) log.exchange(line);
  assert.ok(output.writableLength < 3 * 1_048_576, `${output.writableLength} bytes wait`);
  output.readAgain();
  await log.flushed();
  log.exchange(Buffer.from('after\n'));
  await log.flushed();
  const lines = output.text.trimEnd().split('\n');
  const told = lines.findIndex((text) => text.startsWith('dropped '));
  const dropped = Number(/^dropped (\d+) log lines: the log was not read fast enough$/.exec(lines[told]!)?.[1]);
  assert.equal(told + dropped, exchanges * 2, 'written and dropped lines add up');
  assert.deepEqual(lines.slice(told + 1), ['request: after', 'response: hello after']);
});

test('a burst within the limit loses nothing', async () => {
  const output = new Reader();
  const log = new Log(output, 'hello', true);
  for (let count = 0; count < 20_000; count += 1) log.exchange(Buffer.from(`${count}\n`));
  await log.flushed();
  assert.equal(output.text.split('\n').length, 40_001);
});

test('a reader that has left ends the log and nothing else', async () => {
  const output = new Reader();
  const log = new Log(output, 'hello', true);
  output.broken = true;
  log.note('lost');
  await log.flushed();
  log.exchange(Buffer.from('world\n'));
  log.note('nobody hears');
  await log.flushed();
  assert.equal(output.text, 'lost\n');
});
