import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { connectEngine, type Testcontainers } from '../../../../harness/lab/containers/engine.ts';

const RYUK = 'TESTCONTAINERS_RYUK_DISABLED';
const SETTINGS = [RYUK, 'TESTCONTAINERS_HOST_OVERRIDE', 'DOCKER_HOST'] as const;
const before = SETTINGS.map((name) => [name, process.env[name]] as const);
/** An address for documentation (RFC 5737): no machine has it. */
const ELSEWHERE = '192.0.2.1';

beforeEach(() => {
  for (const name of SETTINGS) delete process.env[name];
});
afterEach(() => {
  for (const [name, value] of before) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
});

/** As much of the package as finding an engine takes. */
function packageWith(parts: Partial<Testcontainers>, host = 'localhost'): () => Promise<Testcontainers> {
  const found = {
    LABEL_TESTCONTAINERS_SESSION_ID: 'session',
    getContainerRuntimeClient: async () => ({ info: { containerRuntime: { host } } }),
    getReaper: async () => ({ sessionId: 'abc' }),
    ...parts,
  };
  return async () => found as unknown as Testcontainers;
}

test('a missing package is told with the command that brings it', async () => {
  const missing = async () => import('no-such-package-here' as 'testcontainers');
  await assert.rejects(
    connectEngine(missing),
    /^Error: lab: containers need the package testcontainers beside weighbridge; npm install/,
  );
});

test('a package that is there and broken is not called missing', async () => {
  const broken = async (): Promise<Testcontainers> => {
    throw new SyntaxError('unexpected token');
  };
  await assert.rejects(connectEngine(broken), SyntaxError);
});

test('an engine that does not answer is told with how to get one on Debian and macOS', async () => {
  const load = packageWith({
    getContainerRuntimeClient: async () => {
      throw new Error('Could not find a working container runtime strategy');
    },
  });
  await assert.rejects(connectEngine(load), ({ message }: Error) => {
    for (const part of ['no Docker Engine answers', 'Could not find', 'apt-get install docker.io', 'macOS', '--runtime process'])
      assert.ok(message.includes(part), `${part} is not in: ${message}`);
    return true;
  });
});

test('an engine of this machine publishes on loopback only', async () => {
  for (const host of ['localhost', '127.0.0.1', '::1']) {
    const engine = await connectEngine(packageWith({}, host));
    assert.equal(engine.publishOn, '127.0.0.1');
    assert.equal(engine.host, '127.0.0.1');
  }
});

test('an engine of another machine publishes where it can be reached', async () => {
  process.env.TESTCONTAINERS_HOST_OVERRIDE = ELSEWHERE;
  const engine = await connectEngine(packageWith({}, ELSEWHERE));
  assert.equal(engine.publishOn, '0.0.0.0');
  assert.equal(engine.host, ELSEWHERE);
});

test('from inside a container a lab is published on the bridge alone', async () => {
  const engine = await connectEngine(packageWith({}, ELSEWHERE));
  assert.equal(engine.publishOn, ELSEWHERE);
  assert.equal(engine.host, ELSEWHERE);
});

test('Ryuk watches where it can run', async () => {
  assert.deepEqual((await connectEngine(packageWith({}))).watched, { session: 'abc' });
  assert.equal(process.env[RYUK], undefined);
});

test('where Ryuk cannot run it is left out, for every container after that too', async () => {
  const getReaper = async () => {
    if (process.env[RYUK] !== 'true') throw new Error('cannot be pulled');
    return { sessionId: 'without' };
  };
  const load = packageWith({ getReaper } as unknown as Partial<Testcontainers>);
  assert.deepEqual((await connectEngine(load)).watched, { session: 'without' });
});
