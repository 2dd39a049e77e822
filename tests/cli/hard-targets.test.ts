import assert from 'node:assert/strict';
import { createServer as createTlsServer } from 'node:https';
import { describe, it } from 'node:test';
import { makeCertificates } from '../harness/drive/certificates.ts';
import { closedPort, httpServer, listening, rawAnswer, tcpServer } from '../harness/drive/loopback-server.ts';
import { assertHarmless, assertUsage, type Ended, inProcess, reportOf } from './command.ts';

/** Longest time a target that never answers may take here; the options below ask for far less. */
const PATIENCE_MS = 8_000;

async function verify(target: string, ...args: string[]): Promise<Ended> {
  return inProcess(['verify', target, '--expect', 'v1=80,v2=20', ...args]);
}

function assertNotMeasured({ code, stdout, stderr }: Ended, ...parts: readonly RegExp[]): void {
  assert.equal(code, 4, stderr + stdout);
  assert.match(stdout, /^INCONCLUSIVE {2}.* could not be measured/);
  assertHarmless(stdout + stderr);
  for (const part of parts) assert.match(stdout.replaceAll(/\s+/g, ' '), part);
}

describe('a target that cannot be measured is exit code 4', { timeout: PATIENCE_MS * 3 }, () => {
  const soon = ['--ready-timeout', '150ms', '--timeout', '100ms'];

  it('down', async () => {
    const port = await closedPort();
    assertNotMeasured(await verify(`tcp://127.0.0.1:${port}`, ...soon), /refused/, /check that the target is up/);
    assertNotMeasured(await verify(`http://127.0.0.1:${port}`, ...soon), /refused/);
  });

  it('a name that does not exist', async () => {
    assertNotMeasured(await verify('http://name.invalid/', '--ready-timeout', '1s'), /dns/, /name\.invalid/);
    assertNotMeasured(await verify('tcp://name.invalid:9', '--ready-timeout', '1s'), /dns/);
  });

  it('https on a server that speaks plain http', async () => {
    const server = await httpServer((_request, response) => response.end('v1\n'));
    assertNotMeasured(await verify(`https://127.0.0.1:${server.port}`, ...soon), /tls/);
  });

  const certificates = makeCertificates();
  it('a certificate that nobody trusts', { skip: certificates === null && 'openssl is not installed' }, async () => {
    const { cert, key } = certificates!.server;
    const server = await listening(createTlsServer({ cert, key }, (_request, response) => response.end('v1\n')));
    assertNotMeasured(await verify(`https://127.0.0.1:${server.port}`, '--ready-timeout', '5s'), /tls/);
    const insecure = await verify(`https://127.0.0.1:${server.port}`, '--insecure', '-n', '20', '--expect', 'v1=1');
    assert.equal(insecure.code, 2, '--expect is given twice');
    const accepted = await inProcess([
      'verify',
      `https://127.0.0.1:${server.port}`,
      '--insecure',
      '-n',
      '20',
      '--expect',
      'v1=1',
    ]);
    assert.equal(accepted.code, 0, accepted.stderr + accepted.stdout);
  });

  it('accepts and never answers', async () => {
    const server = await tcpServer(() => {});
    assertNotMeasured(await verify(`tcp://127.0.0.1:${server.port}`, ...soon), /timeout/);
    assertNotMeasured(await verify(`http://127.0.0.1:${server.port}`, ...soon), /timeout/);
  });

  it('every request times out after a first good answer', async () => {
    let first = true;
    const server = await tcpServer((socket) => {
      if (first) socket.once('data', () => socket.end('v1\n'));
      first = false;
    });
    const ended = await verify(`tcp://127.0.0.1:${server.port}`, '-n', '20', '--timeout', '100ms');
    assertNotMeasured(ended, /None of 20 requests was answered with a version \(20 timeout/, /--timeout/);
  });

  it('accepts and closes, resets, or speaks something else', async () => {
    const closing = await tcpServer((socket) => socket.end());
    assertNotMeasured(await verify(`tcp://127.0.0.1:${closing.port}`, ...soon), /closed/);
    const resetting = await tcpServer((socket) => socket.resetAndDestroy());
    assertNotMeasured(await verify(`tcp://127.0.0.1:${resetting.port}`, ...soon), /reset/);
    const other = await tcpServer(rawAnswer('220 smtp ready\r\n\r\n'));
    assertNotMeasured(await verify(`http://127.0.0.1:${other.port}`, ...soon), /protocol/);
  });

  it('answers that name no version, with the way out', async () => {
    const server = await httpServer((_request, response) => response.end('hello\n'));
    const ended = await verify(`http://127.0.0.1:${server.port}`, '-n', '30', '--group-by', 'header:x-version');
    assertNotMeasured(ended, /no version found in the answer/, /--group-by/);
  });

  it('is never turned into success by --on-inconclusive pass', async () => {
    const port = await closedPort();
    assertNotMeasured(await verify(`tcp://127.0.0.1:${port}`, ...soon, '--on-inconclusive', 'pass'));
  });
});

describe('too many different answers', () => {
  it('stop the run early, with exit code 2 and a word about --group-by', async () => {
    let answered = 0;
    const server = await httpServer((_request, response) => response.end(`request ${++answered}\n`));
    assertUsage(
      await verify(`http://127.0.0.1:${server.port}`, '-n', '100000', '--group-by', 'line'),
      '--group-by line',
      'more than 64 different answers',
      'word:1',
    );
    assert.ok(answered < 1000, `${answered} requests were answered`);
  });
});

describe('hostile answers', () => {
  const assertClean = (ended: Ended) => {
    assertHarmless(ended.stdout + ended.stderr);
    assert.ok(ended.stdout.length < 20_000);
  };

  it('with terminal escapes and NULs stay words in the report, as text and as JSON', async () => {
    const evil = '\u001b[2J\u001b]0;x\u0007\u0000\u009b31mone \u202etwo\r\n';
    const tcp = await tcpServer((socket) => socket.once('data', () => socket.end(evil)));
    const http = await httpServer((_request, response) => response.end(evil));
    for (const target of [`tcp://127.0.0.1:${tcp.port}`, `http://127.0.0.1:${http.port}`])
      for (const groupBy of ['auto', 'line', 'word:2', 'body', 'regex:(.+)']) {
        if (groupBy === 'body' && target.startsWith('tcp')) continue;
        for (const report of ['text', 'json']) {
          const ended = await verify(target, '-n', '20', '--group-by', groupBy, '--report', report);
          assert.equal(ended.code, 1, ended.stderr);
          assertClean(ended);
        }
      }
  });

  it('of 10 MB neither fill the memory nor the report', async () => {
    const big = Buffer.alloc(10 * 1024 * 1024, 'x');
    const server = await httpServer((_request, response) => response.end(big));
    const before = process.memoryUsage().rss;
    const ended = await verify(`http://127.0.0.1:${server.port}`, '-n', '24', '-c', '4', '--group-by', 'line');
    assert.equal(ended.code, 1, ended.stderr + ended.stdout);
    assertClean(ended);
    assert.ok(process.memoryUsage().rss - before < 250 * 1024 * 1024);
  });

  it('without an end are cut: a tcp line, header lines and a body that go on and on', async () => {
    const flood = Buffer.alloc(64 * 1024, 'y');
    const endless = (start: string) =>
      tcpServer((socket) => {
        socket.once('data', () => {
          socket.write(start);
          const go = () => {
            while (!socket.destroyed && socket.write(flood));
          };
          socket.on('drain', go);
          go();
        });
      });
    const soon = ['-n', '4', '-c', '2', '--timeout', '300ms', '--ready-timeout', '300ms'];
    for (const [scheme, start] of [
      ['tcp', ''],
      ['http', 'HTTP/1.1 200 OK\r\nx-version: '],
      ['http', 'HTTP/1.1 200 OK\r\n\r\n'],
    ] as const) {
      const server = await endless(start);
      const ended = await verify(`${scheme}://127.0.0.1:${server.port}`, ...soon);
      assert.ok(ended.code === 4 || ended.code === 1, `${start}: ${ended.code} ${ended.stderr}`);
      assertClean(ended);
      await server.close();
    }
  });
});

describe('failures', () => {
  const answering = (decide: (i: number) => readonly [version: string, status: number]) => {
    let i = 0;
    return httpServer((_request, response) => {
      const [version, status] = decide(i++);
      response.writeHead(status, version === '' ? {} : { 'x-version': version }).end('no healthy upstream\n');
    });
  };

  it('of one version are a FAIL of their own that names it', async () => {
    const server = await answering((i) => (i % 5 === 0 ? ['v2', i % 10 === 0 ? 500 : 200] : ['v1', 200]));
    const ended = await verify(`http://127.0.0.1:${server.port}`, '-n', '300', '--report', 'json');
    assert.equal(ended.code, 1);
    const gate = reportOf(ended).gates[0]!;
    assert.equal(gate.reason, 'failures');
    assert.match(gate.message, /v2 answered \d+ of 300 with status 500/);
    assert.equal(gate.nAll, 300);
  });

  it('up to --max-failures are accepted and the split is judged', async () => {
    const server = await answering((i) => (i % 5 === 0 ? ['v2', i % 50 === 0 ? 500 : 200] : ['v1', 200]));
    const ended = await verify(`http://127.0.0.1:${server.port}`, '-n', '300', '--max-failures', '0.05');
    assert.equal(ended.code, 0, ended.stdout);
    assert.match(ended.stdout, / failed/);
  });

  it('a version of weight 0 and a stranger are structural, --allow-unknown forgives only the stranger', async () => {
    const server = await answering((i) => [i % 5 === 0 ? 'v2' : i % 100 === 1 ? 'v3' : 'v1', 200]);
    const target = `http://127.0.0.1:${server.port}`;
    const stranger = await verify(target, '-n', '300');
    assert.equal(stranger.code, 1);
    assert.match(stranger.stdout.replaceAll(/\s+/g, ' '), /Unknown version 'v3' answered 3 of 300 requests/);
    const allowed = await verify(target, '-n', '300', '--allow-unknown');
    assert.equal(allowed.code, 0, allowed.stdout);
    assert.match(allowed.stdout, /Warning: an unknown version answered: 'v3'/);
    const zero = await inProcess(['verify', target, '--expect', 'v1=80,v2=20,v3=0', '--allow-unknown', '-n', '300']);
    assert.equal(zero.code, 1);
    assert.match(zero.stdout, /v3 has weight 0 but answered 3 of 300 requests/);
  });
});
