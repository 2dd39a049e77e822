import assert from 'node:assert/strict';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { test } from 'node:test';
import fc from 'fast-check';
import { planFor } from './rehearsal.ts';
import { exchangeByLane, exchangeByUndici, type Outcome, type Reply } from './wire.ts';

const GET = planFor({ scheme: 'http', port: 80 });
const HEAD = planFor({ scheme: 'http', port: 80 }, {}, { method: 'HEAD' });

/** Fails unless both ways give the same answers, and failures for the same requests, and each request was sent once. */
async function agree(plan: typeof GET, replies: readonly Reply[]): Promise<readonly Outcome[]> {
  const ours = await exchangeByLane(plan, replies);
  const undici = await exchangeByUndici(plan, replies);
  assert.deepEqual(ours.outcomes.map(answerOrFailure), undici.outcomes.map(answerOrFailure));
  assert.equal(ours.requests, replies.length);
  assert.equal(ours.sent, undici.sent);
  assert.equal(ours.connections, undici.connections);
  return ours.outcomes;
}

const answerOrFailure = (outcome: Outcome) => ('failed' in outcome ? 'failed' : outcome);

const reply = (text: string | readonly string[], ending: Reply['ending'] = 'open'): Reply => ({
  pieces: [text].flat().map((piece) => Buffer.from(piece, 'latin1')),
  ending,
});

const OK = 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok';
const CHUNKED = 'HTTP/1.1 200 OK\r\nX-Version: v2\r\ntransfer-encoding: chunked\r\n\r\n4\r\nwiki\r\nA\r\n0123456789\r\n0\r\n\r\n';

const HOSTILE: Readonly<Record<string, string>> = {
  'a plain answer': OK,
  'a chunked answer': CHUNKED,
  'no reason phrase': 'HTTP/1.1 200\r\ncontent-length: 2\r\n\r\nok',
  'an empty reason phrase': 'HTTP/1.1 200 \r\ncontent-length: 2\r\n\r\nok',
  'a reason phrase beyond ASCII': 'HTTP/1.1 200 \xe9t\xe9\r\ncontent-length: 2\r\n\r\nok',
  'HTTP/1.0': 'HTTP/1.0 200 OK\r\ncontent-length: 2\r\n\r\nok',
  'HTTP/1.0 kept alive': 'HTTP/1.0 200 OK\r\nconnection: keep-alive\r\ncontent-length: 2\r\n\r\nok',
  'HTTP/2.0 in words': 'HTTP/2.0 200 OK\r\ncontent-length: 2\r\n\r\nok',
  'HTTP/1.2': 'HTTP/1.2 200 OK\r\ncontent-length: 2\r\n\r\nok',
  'lower-case http': 'http/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok',
  'two digits of status': 'HTTP/1.1 20 OK\r\ncontent-length: 2\r\n\r\nok',
  'four digits of status': 'HTTP/1.1 2000 OK\r\ncontent-length: 2\r\n\r\nok',
  'a status of 099': 'HTTP/1.1 099 OK\r\ncontent-length: 2\r\n\r\nok',
  'a status of 600': 'HTTP/1.1 600 OK\r\ncontent-length: 2\r\n\r\nok',
  'a folded header': 'HTTP/1.1 200 OK\r\nx-a: b\r\n c\r\ncontent-length: 2\r\n\r\nok',
  'a folded length': 'HTTP/1.1 200 OK\r\ncontent-length:\r\n 2\r\n\r\nok',
  'bare line feeds': 'HTTP/1.1 200 OK\ncontent-length: 2\n\nok',
  'one bare line feed': 'HTTP/1.1 200 OK\r\nx-a: b\ncontent-length: 2\r\n\r\nok',
  'a bare carriage return': 'HTTP/1.1 200 OK\r\nx-a: b\rcontent-length: 2\r\n\r\nok',
  'a blank before the colon': 'HTTP/1.1 200 OK\r\ncontent-length : 2\r\n\r\nok',
  'no colon': 'HTTP/1.1 200 OK\r\nnonsense\r\ncontent-length: 2\r\n\r\nok',
  'no header name': 'HTTP/1.1 200 OK\r\n: b\r\ncontent-length: 2\r\n\r\nok',
  'an empty value': 'HTTP/1.1 200 OK\r\nx-a:\r\nx-b: \r\ncontent-length: 2\r\n\r\nok',
  'blanks around a value': 'HTTP/1.1 200 OK\r\nx-a: \t b \t\r\ncontent-length:  2 \r\n\r\nok',
  'a tab in a value': 'HTTP/1.1 200 OK\r\nx-a: b\tc\r\ncontent-length: 2\r\n\r\nok',
  'a zero byte in a value': 'HTTP/1.1 200 OK\r\nx-a: b\0c\r\ncontent-length: 2\r\n\r\nok',
  'a header name beyond ASCII': 'HTTP/1.1 200 OK\r\nx-\xe9: b\r\ncontent-length: 2\r\n\r\nok',
  'a value beyond ASCII': 'HTTP/1.1 200 OK\r\nx-a: \xe9\xff\r\ncontent-length: 2\r\n\r\nok',
  'two lengths': 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 2\r\n\r\nok',
  'two different lengths': 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\nok!',
  'a list of lengths': 'HTTP/1.1 200 OK\r\ncontent-length: 2, 2\r\n\r\nok',
  'a signed length': 'HTTP/1.1 200 OK\r\ncontent-length: +2\r\n\r\nok',
  'a negative length': 'HTTP/1.1 200 OK\r\ncontent-length: -2\r\n\r\nok',
  'a hexadecimal length': 'HTTP/1.1 200 OK\r\ncontent-length: 0x2\r\n\r\nok',
  'an empty length': 'HTTP/1.1 200 OK\r\ncontent-length: \r\n\r\nok',
  'leading zeros in the length': 'HTTP/1.1 200 OK\r\ncontent-length: 0002\r\n\r\nok',
  'a length beyond all numbers': 'HTTP/1.1 200 OK\r\ncontent-length: 99999999999999999999999\r\n\r\nok',
  'a length and chunks': 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\ntransfer-encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n',
  'chunks and a length': 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\ncontent-length: 2\r\n\r\n2\r\nok\r\n0\r\n\r\n',
  'no length at all': 'HTTP/1.1 200 OK\r\nx-a: b\r\n\r\nok',
  'no header at all': 'HTTP/1.1 200 OK\r\n\r\nok',
  'an unknown coding': 'HTTP/1.1 200 OK\r\ntransfer-encoding: gzip\r\n\r\nok',
  'two codings': 'HTTP/1.1 200 OK\r\ntransfer-encoding: gzip, chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n',
  'chunked twice': 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\ntransfer-encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n',
  'CHUNKED in capitals': 'HTTP/1.1 200 OK\r\nTransfer-Encoding: CHUNKED\r\n\r\n2\r\nok\r\n0\r\n\r\n',
  'chunk extensions': 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2;a=b;c="d"\r\nok\r\n0;e\r\n\r\n',
  trailers: 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\ntrailer: x-t\r\n\r\n2\r\nok\r\n0\r\nx-t: 1\r\n\r\n',
  'leading zeros in a chunk size': 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n0002\r\nok\r\n000\r\n\r\n',
  'a chunk that is too long': 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\noks\r\n0\r\n\r\n',
  'a chunk size that is none': 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nxyz\r\nok\r\n0\r\n\r\n',
  'a chunk size beyond all numbers': 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nfffffffffffffffff\r\nok\r\n0\r\n\r\n',
  'an empty chunk size': 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n\r\nok\r\n0\r\n\r\n',
  'line feeds in chunks': 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\nok\n0\n\n',
  '100 first': `HTTP/1.1 100 Continue\r\n\r\n${OK}`,
  '103 first': `HTTP/1.1 103 Early Hints\r\nlink: x\r\n\r\n${OK}`,
  '101 unasked': 'HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n',
  'an offered upgrade': 'HTTP/1.1 200 OK\r\nupgrade: h2c\r\nconnection: Upgrade, Keep-Alive\r\ncontent-length: 2\r\n\r\nok',
  'a connection that is kept':
    'HTTP/1.1 200 OK\r\nConnection: Keep-Alive\r\nKeep-Alive: timeout=5, max=99\r\ncontent-length: 2\r\n\r\nok',
  'a connection that is kept for no time': 'HTTP/1.1 200 OK\r\nkeep-alive: timeout=0\r\ncontent-length: 2\r\n\r\nok',
  'a connection that is closed': 'HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 2\r\n\r\nok',
  'a connection that is both': 'HTTP/1.1 200 OK\r\nconnection: keep-alive\r\nconnection: close\r\ncontent-length: 2\r\n\r\nok',
  'a list for the connection': 'HTTP/1.1 200 OK\r\nconnection: close, x\r\ncontent-length: 2\r\n\r\nok',
  'a proxy connection': 'HTTP/1.1 200 OK\r\nproxy-connection: close\r\ncontent-length: 2\r\n\r\nok',
  '204': 'HTTP/1.1 204 No Content\r\n\r\n',
  '204 with a length': 'HTTP/1.1 204 No Content\r\ncontent-length: 2\r\n\r\nok',
  '204 with a length of 0': 'HTTP/1.1 204 No Content\r\ncontent-length: 0\r\n\r\n',
  '204 with chunks': 'HTTP/1.1 204 No Content\r\ntransfer-encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n',
  '205': 'HTTP/1.1 205 Reset Content\r\ncontent-length: 0\r\n\r\n',
  '304': 'HTTP/1.1 304 Not Modified\r\netag: "a"\r\n\r\n',
  '304 with a length': 'HTTP/1.1 304 Not Modified\r\ncontent-length: 2\r\n\r\n',
  'a redirect': 'HTTP/1.1 302 Found\r\nlocation: /\r\ncontent-length: 0\r\n\r\n',
  'line breaks first': `\r\n\r\n${OK}`,
  'line breaks last': `${OK}\r\n\r\n`,
  'garbage last': `${OK}garbage`,
  'another answer last': OK + OK,
  'too short a body': 'HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nok',
  'an unfinished head': 'HTTP/1.1 200 OK\r\ncontent-le',
  'a head of 20 KB': `HTTP/1.1 200 OK\r\nx-a: ${'b'.repeat(20_000)}\r\ncontent-length: 2\r\n\r\nok`,
  'a head of 70 KB': `HTTP/1.1 200 OK\r\nx-a: ${'b'.repeat(70_000)}\r\ncontent-length: 2\r\n\r\nok`,
  'a head of 70 KB in lines': `HTTP/1.1 200 OK\r\n${'x-a: bcdef\r\n'.repeat(9_000)}content-length: 2\r\n\r\nok`,
  'a body of 100 KB': `HTTP/1.1 200 OK\r\ncontent-length: 100000\r\n\r\n${'x'.repeat(100_000)}`,
  'chunks of 100 KB': `HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n${`800\r\n${'x'.repeat(2048)}\r\n`.repeat(50)}0\r\n\r\n`,
  'one chunk of 100 KB': `HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n186a0\r\n${'x'.repeat(100_000)}\r\n0\r\n\r\n`,
  'a bad chunk after 100 KB': `HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n186a0\r\n${'x'.repeat(100_000)}\r\nzz\r\n`,
  'another protocol': 'SSH-2.0-OpenSSH_9.9\r\n',
  nothing: '',
};

test('plain answers never reach undici', async () => {
  let passedOn = 0;
  const count = (): void => {
    passedOn++;
  };
  subscribe('undici:request:create', count);
  const close = OK.replace('\r\n\r\n', '\r\nconnection: close\r\n\r\n');
  const outcomes = (
    await exchangeByLane(
      GET,
      [OK, CHUNKED, close, OK].map((text) => reply([...text])),
    )
  ).outcomes;
  assert.ok(outcomes.every((outcome) => 'status' in outcome));
  assert.equal(passedOn, 0);
  await exchangeByLane(GET, [reply(HOSTILE['HTTP/1.0'] ?? '')]);
  unsubscribe('undici:request:create', count);
  assert.equal(passedOn, 1);
});

for (const [what, text] of Object.entries(HOSTILE)) {
  test(`${what}: read as undici reads it`, async () => {
    for (const then of ['open', 'end'] as const) {
      await agree(GET, [reply(text, then), reply(OK), reply(CHUNKED)]);
      await agree(HEAD, [
        reply(text.slice(0, text.indexOf('\r\n\r\n') + 4), then),
        reply('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n'),
      ]);
    }
  });
}

test('cut in two at every byte, an answer stays what it is', async () => {
  for (const text of [OK, CHUNKED, HOSTILE.trailers ?? '', HOSTILE['103 first'] ?? '']) {
    for (let cut = 1; cut < text.length; cut++) {
      const outcomes = await agree(GET, [reply([text.slice(0, cut), text.slice(cut)]), reply(OK)]);
      assert.ok(!outcomes.some((outcome) => 'failed' in outcome), `cut at ${cut}`);
    }
  }
});

test('byte by byte, an answer stays what it is', async () => {
  for (const text of [OK, CHUNKED]) await agree(GET, [reply([...text]), reply(OK)]);
});

test('cut short at every byte, an answer is a failure', async () => {
  for (const text of [OK, CHUNKED]) {
    for (let cut = 0; cut < text.length; cut++) {
      const [first] = await agree(GET, [reply(text.slice(0, cut), 'end'), reply(OK)]);
      assert.deepEqual(first, { failed: 'closed' }, `cut at ${cut}`);
    }
  }
});

test('a reset in the middle of an answer is a failure', async () => {
  for (const cut of [0, 5, 20, OK.length - 1]) {
    const [first, second] = await agree(GET, [reply(OK.slice(0, cut), 'reset'), reply(OK)]);
    assert.deepEqual(first, { failed: 'reset' });
    assert.equal('status' in (second ?? {}), true);
  }
});

const LINES = [
  ...['content-length: 2', 'Content-Length: 02', 'content-length: 3', 'transfer-encoding: chunked', 'Transfer-Encoding: gzip'],
  ...[
    'connection: keep-alive',
    'Connection: close',
    'connection: upgrade',
    'keep-alive: timeout=1',
    'Keep-Alive: max=3,timeout=0',
  ],
  ...[
    'x-version: v1',
    'x-empty:',
    'x-blank:  a \t',
    ' folded',
    'x y: z',
    'X-High: \xe9',
    'x-low: \x01',
    'upgrade: h2c',
    'trailer: x',
  ],
];
const STATUSES = [
  '200 OK',
  '204 No Content',
  '304 Not Modified',
  '404 \xe9',
  '503 ',
  '100 Continue',
  '103 Hints',
  '101 Up',
  '999 Odd',
  '200',
];
const BODIES = [
  'ok',
  '',
  'ok!',
  '2\r\nok\r\n0\r\n\r\n',
  '2;x\r\nok\r\n0\r\nt: 1\r\n\r\n',
  '2\r\nok\r\n',
  '0\r\n\r\n',
  'FF\r\n',
  'HTTP/1.1 200 OK\r\n\r\n',
  '\r\n',
];

const answers = fc
  .record({
    version: fc.constantFrom('HTTP/1.1', 'HTTP/1.1', 'HTTP/1.1', 'HTTP/1.0', 'HTTP/1.2'),
    status: fc.constantFrom(...STATUSES),
    lines: fc.array(fc.constantFrom(...LINES), { maxLength: 5 }),
    body: fc.constantFrom(...BODIES),
    lineBreak: fc.constantFrom('\r\n', '\r\n', '\r\n', '\r\n', '\n'),
  })
  .map(({ version, status, lines, body, lineBreak }) => [`${version} ${status}`, ...lines, '', body].join(lineBreak));

/** A good answer with some bytes changed, left out or put in. */
const damaged = fc
  .tuple(
    fc.constantFrom(OK, CHUNKED, HOSTILE.trailers ?? '', HOSTILE['a connection that is kept'] ?? ''),
    fc.array(
      fc.tuple(fc.nat(200), fc.nat(1), fc.constantFrom('', '\r', '\n', '\0', ' ', '\t', ':', '0', '9', 'a', ';', '\xff')),
      {
        minLength: 1,
        maxLength: 3,
      },
    ),
  )
  .map(([text, changes]) =>
    changes.reduce((whole, [place, gone, added]) => {
      const at = place % whole.length;
      return whole.slice(0, at) + added + whole.slice(at + gone);
    }, text),
  );

const replies = fc
  .record({
    text: fc.oneof(answers, damaged, fc.constantFrom(OK, CHUNKED)),
    cuts: fc.array(fc.nat(200), { maxLength: 4 }),
    ending: fc.constantFrom('open', 'open', 'end' as const),
  })
  .map(({ text, cuts, ending }) => {
    const places = [0, ...cuts.map((cut) => cut % (text.length + 1)).sort((a, b) => a - b), text.length];
    const pieces = places.slice(1).map((end, index) => text.slice(places[index], end));
    return reply(
      pieces.filter((piece) => piece !== ''),
      ending as Reply['ending'],
    );
  });

for (const [method, plan] of [
  ['GET', GET],
  ['HEAD', HEAD],
] as const) {
  test(`whatever comes back to ${method}, in whatever pieces, is read as undici reads it`, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(replies, { minLength: 1, maxLength: 3 }), async (conversation) => {
        await agree(plan, conversation);
      }),
      { numRuns: 400 },
    );
  });
}
