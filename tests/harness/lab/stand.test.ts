import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { describe, it } from 'node:test';
import { startStand } from '../../../harness/lab/stand.ts';
import { STANDS } from '../../../harness/lab/stands.ts';

const isClosed = (port: number) =>
  new Promise<boolean>((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.on('connect', () => resolve(false)).on('error', () => resolve(true));
    socket.unref();
  });

/** Picks 0, 1, …, n − 1, 0, … */
const inTurn = (n: number) => {
  let next = -1;
  return () => {
    next = (next + 1) % n;
    return next;
  };
};

describe('startStand', { timeout: 60_000 }, () => {
  it('tcp-echo: the versions answer as they are picked', async () => {
    const stand = await startStand(STANDS['tcp-echo'], inTurn(2));
    const { port } = new URL(stand.target);
    const answers: string[] = [];
    for (let i = 0; i < 4; i += 1) {
      const socket = connect({ port: Number(port), host: '127.0.0.1', allowHalfOpen: true });
      socket.end('x\n');
      for await (const chunk of socket) answers.push(String(chunk));
    }
    assert.deepEqual(answers, ['one x\n', 'two x\n', 'one x\n', 'two x\n']);
    await stand.close();
    assert.equal(await isClosed(Number(port)), true);
    await stand.close();
  });

  it('http-hello: a chain of three hops whose second speaks three languages', async () => {
    const stand = await startStand(STANDS['http-hello'], inTurn(3));
    try {
      const hops: (string | undefined)[] = [];
      for (let i = 0; i < 3; i += 1) {
        const line = await (await fetch(stand.target)).text();
        assert.match(line, /^Hello eric\([^)]+\)<-(Hello|Bonjour|Hola) eric\([^)]+\)<-Hello eric\([^)]+\)\n?$/);
        hops.push(/<-(\w+)/.exec(line)?.[1]);
      }
      assert.deepEqual(hops, STANDS['http-hello'].versions);
    } finally {
      await stand.close();
    }
    assert.equal(await isClosed(Number(new URL(stand.target).port)), true);
  });

  it('stops what has started when another part cannot', async () => {
    const before = process.listenerCount('exit');
    // An option that tcp-echo does not have stands where its prefix should.
    const broken = { ...STANDS['tcp-echo'], versions: ['one', '--nonsense'] };
    await assert.rejects(startStand(broken, inTurn(2)), /lab: tcp-echo .* did not start/);
    // Every running workload has a listener that kills it at exit; one that was forgotten keeps it until the test's limit.
    while (process.listenerCount('exit') > before) await new Promise((resolve) => setImmediate(resolve));
  });
});
