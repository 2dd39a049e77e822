import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parse } from 'yaml';
import { askedGates } from '../../harness/cli/asked-gates.ts';
import { readCommandLine } from '../../harness/cli/command-line.ts';
import { readPromises } from '../../harness/cli/promised-gates.ts';
import { formatWeights } from '../../harness/expect/weights.ts';
import { fakeHost } from '../cli/command.ts';
import { PROMISES } from './promises.ts';
import { reportOfRoutes } from './routes.ts';
import { KUSTOMIZATIONS, SCENARIOS, textOf } from './scenarios.ts';

interface Gate {
  readonly name: string;
  readonly routes?: string;
  readonly 'group-by'?: string;
  readonly [field: string]: unknown;
}

const gatesOf = (scenario: string): readonly Gate[] => parse(textOf(`${scenario}/gates.yaml`)).gates;

/** Weights as shares, so that `1:1` and `50:50` are the same promise. */
function sharesOf(weights: string): (readonly [name: string, share: number])[] {
  const pairs = weights.split(',').map((entry) => /^(?:(.*)=)?([\d.]+)$/.exec(entry) ?? [entry, '?', 'NaN']);
  const sum = pairs.reduce((total, [, , weight]) => total + Number(weight), 0);
  return pairs.map(([, name = '', weight]) => [name, Number(weight) / sum]);
}

/** What every gate of a file expects: what is written there, or what its manifests promise. */
async function expectedBy(file: string): Promise<readonly (readonly [name: string, weights: string])[]> {
  const command = readCommandLine(['verify', '--config', file], {});
  assert.ok(command.verb === 'verify');
  const { host } = fakeHost([]);
  const gates = await readPromises(await askedGates(command, host), host);
  return gates.map(({ name, promised, options }) => [name ?? '', formatWeights(promised?.weights ?? options.expect ?? [])]);
}

describe('what the gates promise', () => {
  it('is written down for every scenario', () => assert.deepEqual(Object.keys(PROMISES).sort(), [...SCENARIOS]));

  for (const scenario of SCENARIOS) {
    it(`${scenario}: the manifests say what the articles say`, async () => {
      const told = await expectedBy(`manifests/${scenario}/gates.yaml`);
      const written = Object.entries(PROMISES[scenario] ?? {});
      assert.deepEqual(
        told.map(([name]) => name),
        written.map(([name]) => name),
      );
      for (const [index, [name, weights]] of written.entries()) {
        const [, expected = ''] = told[index] ?? [];
        assert.deepEqual(sharesOf(expected), sharesOf(weights), `${name}: ${expected}`);
      }
    });
  }

  it('is asked of the overlay that the name begins with', () => {
    for (const scenario of SCENARIOS) {
      for (const { name, routes } of gatesOf(scenario)) {
        const overlay = name.slice(0, name.indexOf(':'));
        assert.ok(KUSTOMIZATIONS.includes(`${scenario}/${overlay}`), `${scenario}: ${name}`);
        if (routes !== undefined) assert.equal(routes, overlay);
      }
    }
  });

  it('holds shares, matches and status codes in every scenario that speaks HTTP', () => {
    for (const scenario of SCENARIOS.filter((name) => !name.startsWith('tcp-echo'))) {
      const ways = gatesOf(scenario).map((gate) => String(gate['group-by'] ?? 'auto').replace(/:.*/s, ''));
      assert.ok(ways.includes('status'), scenario);
      assert.ok(
        ways.some((way) => ['auto', 'regex', 'hop', 'header'].includes(way)),
        scenario,
      );
    }
  });
});

describe('every overlay', () => {
  // The rules of hello-vm are half of one: they refer to a ServiceEntry that each of the overlays brings.
  for (const folder of KUSTOMIZATIONS.filter((path) => path !== 'hello-vm/rules')) {
    it(`${folder} has nothing to mend, not even with --strict`, async () => {
      const { valid, sets } = await reportOfRoutes([`manifests/${folder}`, '--strict']);
      const told = sets.flatMap(({ problems }) => problems).filter(({ severity }) => severity !== 'note');
      assert.deepEqual(told, []);
      assert.equal(valid, true);
    });
  }
});
