import assert from 'node:assert/strict';
import { after, before, suite, type TestContext, test } from 'node:test';
import type { Report } from '../../harness/model/report.ts';
import { startHello } from '../services/http-hello/hello-process.ts';
import { freePort } from './free-port.ts';
import { type GrpcGateway, startGrpcEnvoy } from './grpc-gateways.ts';
import { skipWithout } from './parts.ts';
import { runProgram } from './run-program.ts';

const WEIGHTS = { one: 80, two: 20 };
const METHODS = { unary: '', streaming: '/weighbridge.hello.v1.Greeter/HelloStream' };

suite('gRPC through envoy', { skip: skipWithout('envoy') }, () => {
  const ends: (() => Promise<void>)[] = [];
  const destinations: { name: string; port: number; weight: number }[] = [];
  before(async () => {
    for (const [name, weight] of Object.entries(WEIGHTS)) {
      const env = { GRPC_PORT: '0', HELLO_VERSION: name, HELLO_LANGUAGE: name === 'one' ? 'en' : 'fr' };
      const { grpcPort } = await startHello({ after: (end) => ends.push(end) }, env);
      destinations.push({ name, port: grpcPort, weight });
    }
  });
  after(async () => {
    for (const end of ends) await end();
  });

  /** The target of a gateway that is gone when the test is over. */
  async function gateway(context: TestContext, per: GrpcGateway['per'], method: keyof typeof METHODS = 'unary') {
    const { port, stop } = await startGrpcEnvoy({ listenPort: await freePort(), destinations, per });
    context.after(stop);
    return `grpc://127.0.0.1:${port}${METHODS[method]}`;
  }

  for (const method of ['unary', 'streaming'] as const)
    for (const connections of ['1', '32']) {
      const on = `${method} calls on ${connections === '1' ? 'one connection' : `${connections} connections`}`;
      const args = ['-c', connections, '--streams', connections === '1' ? '16' : '1', '-n', '1200', '--body', '{"replies":3}'];

      test(`a balancer of requests passes: ${on}`, async (context) => {
        const { code, gate, text } = await weigh(await gateway(context, 'request', method), 'one=80,two=20', ...args);
        assert.equal(code, 0, text);
        assert.deepEqual([gate?.unit, gate?.failing, gate?.measurement.failures], ['request', 0, []]);
        assert.equal(gate?.measurement.connections.opened, Number(connections));
      });

      test(`wrong weights fail: ${on}`, async (context) => {
        const { code, text } = await weigh(await gateway(context, 'request', method), 'one=50,two=50', ...args);
        assert.equal(code, 1, text);
      });
    }

  for (const method of ['unary', 'streaming'] as const) {
    test(`a balancer of connections sends all ${method} calls of one connection to one version`, async (context) => {
      const { code, gate, text } = await weigh(
        await gateway(context, 'connection', method),
        'one=80,two=20',
        '-c',
        '1',
        '-n',
        '300',
      );
      assert.equal(code, 1, text);
      assert.equal(gate?.counts.filter((count) => count === 300).length, 1, text);
    });

    test(`a balancer of connections passes when each ${method} call has its own, and fails wrong weights`, async (context) => {
      const target = await gateway(context, 'connection', method);
      const fresh = ['--fresh', '-n', '1200'];
      const good = await weigh(target, 'one=80,two=20', ...fresh);
      assert.equal(good.code, 0, good.text);
      assert.deepEqual([good.gate?.measurement.connections, good.gate?.failing], [{ opened: 1200, fresh: true }, 0]);
      const wrong = await weigh(target, 'one=50,two=50', ...fresh);
      assert.equal(wrong.code, 1, wrong.text);
    });
  }

  test('the diagnostics find that connections were balanced, not the calls on them', async (context) => {
    // Of fewer connections all might go one way, and nothing would be seen.
    const { gate, text } = await weigh(await gateway(context, 'connection'), 'one=80,two=20', '-c', '70', '-n', '2100');
    assert.equal(gate?.unit, 'connection', text);
    assert.match(gate?.message ?? '', /of 70 connections/);
  });

  for (const per of ['request', 'connection'] as const)
    test(`a comparison finds what is picked: each ${per}`, async (context) => {
      const args = ['--compare-connections', '-c', '70', '-n', '1400'];
      const { report, text } = await weigh(await gateway(context, per), 'one=80,two=20', ...args);
      assert.equal(report?.comparison?.picks, `per-${per}`, text);
    });

  test('a gateway without a pod to call answers UNAVAILABLE, which is a failure with its reason', async (context) => {
    const nobody = destinations.map(({ name, weight }, i) => ({ name, weight, port: i === 0 ? 1 : destinations[1]!.port }));
    const { port, stop } = await startGrpcEnvoy({ listenPort: await freePort(), destinations: nobody, per: 'request' });
    context.after(stop);
    const { code, gate, text } = await weigh(`grpc://127.0.0.1:${port}`, 'one=80,two=20', '-n', '300');
    assert.equal(code, 4, text);
    assert.match(gate?.message ?? '', /gRPC UNAVAILABLE \(14\)/);
    assert.match(gate?.measurement.failures[0]?.example ?? '', /upstream connect error/);
    const counted = await weigh(`grpc://127.0.0.1:${port}`, 'OK=20,UNAVAILABLE=80', '--group-by', 'status', '-n', '600');
    assert.equal(counted.code, 0, counted.text);
  });
});

/** Weighs one gate; the report, if there is one. A random gateway with right weights may fail one run in a million. */
async function weigh(target: string, expected: string, ...more: readonly string[]) {
  const risk = ['--expect', expected, '--significance', '0.000001'];
  const args = ['harness/bin.js', 'verify', target, ...risk, '--report', 'json', ...more];
  const { code, stdout, stderr } = await runProgram(process.execPath, args);
  const report = stdout === '' ? null : (JSON.parse(stdout) as Report);
  return { code, report, gate: report?.gates[0], text: stdout + stderr };
}
