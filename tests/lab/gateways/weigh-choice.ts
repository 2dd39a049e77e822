import assert from 'node:assert/strict';
import { suite, type TestContext, test } from 'node:test';
import { type GatewayChoiceName, parseGatewayChoice } from '../../../harness/lab/gateways/gateway-choice.ts';
import type { Layout } from '../../../harness/lab/layout/layout.ts';
import { wayIn } from '../../../harness/lab/layout/way-in.ts';
import { startProcessLab } from '../../../harness/lab/processes/process-lab.ts';
import { inProcess, reportOf } from '../../cli/command.ts';
import { overlayLayout } from '../../harness/lab/gateways/laid-out.ts';
import { withWeights } from '../containers/changed.ts';
import { skipWithout } from '../parts.ts';

/** A correct random gateway may look wrong once in a million runs: the whole risk of these tests, which never run twice. */
const CERTAIN = 1e-6;
const TCP = '--expect=one=80,two=20';
const HTTP = '--expect=reviews-v1=90,reviews-v2=10';

/** Registers what the command says of each way in which a gateway splits: its verdict, and how the versions follow each other. */
export function weighChoices(kind: 'nginx' | 'haproxy', choices: readonly GatewayChoiceName[]): void {
  suite(`ways in which ${kind} splits`, { skip: skipWithout(kind) }, () => {
    for (const choice of choices) {
      const isRotation = choice.endsWith(':rotation');

      test(`${choice}: connections, 80 to 20`, async (context) => {
        const gate = await weigh(context, choice, await overlayLayout('tcp-echo/istio'), 'tcp', TCP);
        assert.equal(gate.verdict, 'PASS', gate.message);
        assertOrder(gate, isRotation ? /in a fixed rotation \(period 5\)/ : null);
      });

      test(`${choice}: other weights for connections fail`, async (context) => {
        const layout = withWeights(await overlayLayout('tcp-echo/istio'), 60, 40);
        const gate = await weigh(context, choice, layout, 'tcp', TCP);
        assert.equal(gate.verdict, 'FAIL', gate.message);
      });

      test(`${choice}: requests over kept connections, 90 to 10 to 0`, async (context) => {
        const gate = await weigh(context, choice, await overlayLayout('bookinfo/istio/reviews-90-10'), 'http', HTTP);
        assert.equal(gate.verdict, 'PASS', gate.message);
        // A period of 10 is longer than those that are looked for; the blocks tell.
        assertOrder(gate, isRotation ? /in a rotation instead of drawing/ : null);
      });

      test(`${choice}: other weights for requests fail`, async (context) => {
        const layout = withWeights(await overlayLayout('bookinfo/istio/reviews-90-10'), 70, 30, 0);
        const gate = await weigh(context, choice, layout, 'http', HTTP);
        assert.equal(gate.verdict, 'FAIL', gate.message);
      });
    }
  });
}

type Gate = ReturnType<typeof reportOf>['gates'][number];

/** One client, one request after the other: so a rotation shows. */
async function weigh(
  context: TestContext,
  choice: GatewayChoiceName,
  layout: Layout,
  scheme: 'tcp' | 'http',
  expect: string,
): Promise<Gate> {
  const { kind, options } = parseGatewayChoice(choice);
  const lab = await startProcessLab(layout, kind, { gateway: options });
  context.after(() => lab.stop());
  const listener =
    scheme === 'tcp'
      ? wayIn(layout, 'tcp-echo-ingress.istio-system', 31_400, 'gateway')
      : wayIn(layout, 'reviews.bookinfo', 9080, 'mesh');
  const { host, port } = lab.listenAt(listener);
  const target = scheme === 'tcp' ? `tcp://${host}:${port}` : `http://${host}:${port}/reviews/0`;
  const how = [`--significance=${CERTAIN}`, '--seed=1', '-n', '1000', '-c', '1', '--diagnostics=warn', '--report=json'];
  const ended = await inProcess(['verify', target, expect, ...(scheme === 'http' ? ['--group-by=hop:1'] : []), ...how]);
  const [gate] = reportOf(ended).gates;
  assert.ok(gate !== undefined && gate.n === 1000, ended.stdout + ended.stderr);
  return gate;
}

/** A rotation is told as one; a draw for every request raises nothing. */
function assertOrder({ messages, diagnostics }: Gate, rotation: RegExp | null): void {
  const said = JSON.stringify({ messages, diagnostics });
  if (rotation !== null) {
    assert.match(messages.find(({ id }) => id === 'M-UNDER')?.text ?? '', rotation, said);
    return;
  }
  assert.ok(diagnostics.length > 0, said);
  assert.deepEqual(
    diagnostics.filter(({ pHolm }) => pHolm < CERTAIN),
    [],
    said,
  );
}
