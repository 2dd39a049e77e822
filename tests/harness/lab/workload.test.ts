import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, it } from 'node:test';
import { startWorkload } from '../../../harness/lab/workload.ts';

const tcpEcho = (...args: string[]) => startWorkload({ service: 'tcp-echo', args, env: {} });

async function answerOf(port: number, line: string): Promise<string> {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  socket.end(line);
  let text = '';
  for await (const chunk of socket) text += chunk;
  return text;
}

describe('startWorkload', { timeout: 30_000 }, () => {
  it('resolves when the workload answers, and stops it', async () => {
    const workload = await tcpEcho('0', 'one', '--quiet', '--host', '127.0.0.1');
    assert.equal(await answerOf(workload.port, 'hello\n'), 'one hello\n');
    await workload.stop();
    await assert.rejects(once(connect(workload.port, '127.0.0.1'), 'connect'), { code: 'ECONNREFUSED' });
    await workload.stop();
  });

  it('gives a workload that does not start its own words', async () => {
    await assert.rejects(
      tcpEcho('not-a-port', 'one'),
      /^Error: lab: tcp-echo not-a-port one did not start: it ended with exit code \d+: .*not-a-port/s,
    );
  });

  it('says so when the port is taken', async () => {
    const first = await tcpEcho('0', 'one', '--quiet', '--host', '127.0.0.1');
    try {
      await assert.rejects(tcpEcho(String(first.port), 'two', '--quiet', '--host', '127.0.0.1'), /did not start: .*exit code/s);
    } finally {
      await first.stop();
    }
  });

  it('hands nothing of our environment on but PATH', async () => {
    process.env.HELLO_GREETING = 'leaked';
    try {
      const hello = await startWorkload({
        service: 'http-hello',
        args: [],
        env: { PORT: '0', HOST: '127.0.0.1', HELLO_LANGUAGE: 'fr' },
      });
      try {
        const answer = await fetch(`http://127.0.0.1:${hello.port}/hello/eric`);
        assert.match(await answer.text(), /^Bonjour eric\(/);
      } finally {
        await hello.stop();
      }
    } finally {
      delete process.env.HELLO_GREETING;
    }
  });
});
