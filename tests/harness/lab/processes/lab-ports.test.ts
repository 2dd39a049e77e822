import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { describe, it, type TestContext } from 'node:test';
import { BLOCK_SIZE, labPorts } from '../../../../harness/lab/processes/lab-ports.ts';
import { startProcess } from '../../../cli/command.ts';

const LIBRARY = new URL('../../../../harness/lab/processes/lab-ports.ts', import.meta.url).href;

/** Listens as a program would; rejects when somebody has the port. */
async function listening(context: TestContext, port: number): Promise<Server> {
  const server = createServer().listen(port, '127.0.0.1');
  await once(server, 'listening');
  context.after(() => server.close());
  return server;
}

const blockOf = (port: number) => Math.floor((port - 10_000) / BLOCK_SIZE);

describe('ports of a lab', () => {
  it('can be listened at, are all different, and lie below those that the kernel hands out', async (context) => {
    const ports = labPorts();
    context.after(ports.release);
    const given: number[] = [];
    // Three blocks: each holds one port less than its size.
    for (let index = 0; index < 2 * BLOCK_SIZE; index += 1) given.push(await ports.next());
    assert.equal(new Set(given).size, given.length);
    assert.equal(new Set(given.map(blockOf)).size, 3);
    for (const port of given) {
      assert.ok(port >= 10_000 && port < 65_536);
      await listening(context, port);
    }
  });

  it('are in blocks that no other lab gets, though nothing listens at them yet', async (context) => {
    const labs = Array.from({ length: 60 }, labPorts);
    context.after(() => labs.forEach((lab) => void lab.release()));
    const blocks = await Promise.all(labs.map(async (lab) => blockOf(await lab.next())));
    assert.equal(new Set(blocks).size, labs.length);
  });

  it('leave out what somebody listens at', async (context) => {
    const ports = labPorts();
    context.after(ports.release);
    const first = await ports.next();
    await listening(context, first - 1);
    assert.equal(await ports.next(), first - 2);
  });

  it('belong to nobody once released', async (context) => {
    const ports = labPorts();
    const mark = 10_000 + blockOf(await ports.next()) * BLOCK_SIZE;
    await assert.rejects(listening(context, mark), { code: 'EADDRINUSE' });
    ports.release();
    await listening(context, mark);
  });

  it('keep no process waiting, and belong to nobody once it has ended', async (context) => {
    const script = `const { labPorts } = await import(${JSON.stringify(LIBRARY)}); process.stdout.write(String(await labPorts().next()))`;
    const child = startProcess(process.execPath, ['--input-type=module', '--eval', script]);
    const [[port], [code]] = await Promise.all([once(child.stdout.setEncoding('utf8'), 'data'), once(child, 'close')]);
    assert.equal(code, 0);
    await listening(context, 10_000 + blockOf(Number(port)) * BLOCK_SIZE);
  });
});
