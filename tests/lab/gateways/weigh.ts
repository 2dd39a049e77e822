import assert from 'node:assert/strict';
import { after, before, suite, type TestContext, test } from 'node:test';
import { type RunningWorkload, startWorkload } from '../../../harness/lab/workload.ts';
import { freePort } from '../free-port.ts';
import { type Part, skipWithout } from '../parts.ts';
import { runProgram } from '../run-program.ts';
import type { RunningGateway } from './running-gateway.ts';
import type { Split } from './split.ts';

/** A gateway in one of its modes, to be weighed by `weighbridge verify`. */
export interface GatewayMode {
  readonly name: string;
  readonly scheme: 'tcp' | 'http';
  readonly start: (split: Split) => Promise<RunningGateway>;
}

const NAMES = ['one', 'two', 'three'] as const;
const REQUESTS = 1000;

type Weights = Readonly<Partial<Record<(typeof NAMES)[number], number>>>;

/** The fields of the JSON report that are looked at here. */
interface GateReport {
  readonly verdict: string;
  readonly reason: string;
  readonly n: number;
  readonly counts: readonly number[];
}

/** Registers the tests of one gateway: every mode with right weights, wrong weights and a stranger, and a stopped one. */
export function weighGateway(part: Part, modes: readonly GatewayMode[]): void {
  const scheme = new Set(modes.map((mode) => mode.scheme));
  suite(`${part} on loopback`, { skip: skipWithout(part) }, () => {
    const workloads = new Map<string, RunningWorkload>();

    before(async () => {
      for (const kind of scheme) for (const name of NAMES) workloads.set(`${kind} ${name}`, await startNamedWorkload(kind, name));
    });
    after(() => Promise.all([...workloads.values()].map((workload) => workload.stop())));

    const start = async (context: TestContext, mode: GatewayMode, weights: Weights) => {
      const destinations = Object.entries(weights).map(([name, weight]) => {
        const workload = workloads.get(`${mode.scheme} ${name}`);
        assert.ok(workload);
        return { name, port: workload.port, weight };
      });
      const gateway = await mode.start({ listenPort: await freePort(), destinations });
      context.after(() => gateway.stop());
      return gateway;
    };

    for (const mode of modes) {
      test(`${mode.name}: right weights pass`, async (context) => {
        const gateway = await start(context, mode, { one: 80, two: 20 });
        const { code, gate, text } = await verify(mode, gateway.port);
        assert.equal(code, 0, text);
        assert.equal(gate.verdict, 'PASS');
        assert.equal(gate.n, REQUESTS);
      });

      test(`${mode.name}: wrong weights fail`, async (context) => {
        const gateway = await start(context, mode, { one: 60, two: 40 });
        const { code, gate, text } = await verify(mode, gateway.port);
        assert.equal(code, 1, text);
        assert.equal(gate.reason, 'significant');
      });

      test(`${mode.name}: a version that nobody expects fails`, async (context) => {
        const gateway = await start(context, mode, { one: 78, two: 20, three: 2 });
        const { code, gate, text } = await verify(mode, gateway.port);
        assert.equal(code, 1, text);
        assert.equal(gate.reason, 'structural');
      });
    }

    for (const mode of modes.filter((candidate, index) => modes.findIndex((one) => one.scheme === candidate.scheme) === index)) {
      test(`${mode.name}: a stopped gateway cannot be measured`, async (context) => {
        const gateway = await start(context, mode, { one: 80, two: 20 });
        await gateway.stop();
        const { code, gate, text } = await verify(mode, gateway.port, '--ready-timeout', '1');
        assert.equal(code, 4, text);
        assert.equal(gate.verdict, 'INCONCLUSIVE');
      });
    }
  });
}

/** Starts a workload that names itself. */
export function startNamedWorkload(scheme: 'tcp' | 'http', name: string): Promise<RunningWorkload> {
  return scheme === 'tcp'
    ? startWorkload({ service: 'tcp-echo', args: ['0', name, '--quiet', '--host', '127.0.0.1'], env: {} })
    : startWorkload({ service: 'http-hello', args: [], env: { PORT: '0', HOST: '127.0.0.1', HELLO_VERSION: name } });
}

/**
 * Runs the command as a user would and reads its JSON report. A correct random gateway may FAIL once in a million runs:
 * that is the whole risk of these tests, and the reason why none of them ever needs a second try.
 */
async function verify(mode: GatewayMode, port: number, ...more: string[]) {
  const target = mode.scheme === 'tcp' ? `tcp://127.0.0.1:${port}` : `http://127.0.0.1:${port}/hello/eric`;
  const rule = ['--expect', 'one=80,two=20', '-n', String(REQUESTS), '--seed', '1', '--significance', '0.000001'];
  const ended = await runProgram(process.execPath, ['harness/bin.js', 'verify', target, ...rule, '--report', 'json', ...more]);
  const text = `exit code ${ended.code}\n${ended.stdout}\n${ended.stderr}`;
  return { code: ended.code, gate: firstGate(ended.stdout, text), text };
}

function firstGate(json: string, text: string): GateReport {
  try {
    const report = JSON.parse(json);
    assert.equal(report.schema, 'weighbridge/report/v1');
    assert.equal(report.gates.length, 1);
    return report.gates[0];
  } catch (error) {
    throw new Error(`no JSON report: ${(error as Error).message}\n${text}`);
  }
}
