import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { parse, parseAllDocuments } from 'yaml';
import { EXIT } from '../../harness/cli/exit-code.ts';
import { VERSION } from '../../harness/cli/version.ts';
import { program, ROOT, runStep, scratchFolder } from './bash-step.ts';
import { shopServer } from './shop-server.ts';

const folder = scratchFolder();
const read = (path: string) => readFileSync(`${ROOT}/${path}`, 'utf8');
/** Far from 200 requests a second: a test has less time than a rollout. */
const FAST = 'max';

/** PATH with `weighbridge`, and the address of a shop inside a cluster led to a port of this machine. */
function clusterPath(name: string, host: string, port: number): Readonly<Record<string, string>> {
  const bin = join(folder, name);
  mkdirSync(bin);
  program(
    bin,
    'weighbridge',
    `exec "${process.execPath}" "${ROOT}/harness/bin.js" "$@" --connect-to ${host}:80:127.0.0.1:${port}`,
  );
  program(
    bin,
    'npx',
    `[ "$1" = --yes ] && [ "$2" = weighbridge@${VERSION} ] || exit 99\nexec "${process.execPath}" "${ROOT}/harness/bin.js" "\${@:3}"`,
  );
  const virtualService = `
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: shop, namespace: shop }
spec:
  hosts: [shop]
  http:
    - route:
        - { destination: { host: shop-primary }, weight: 90 }
        - { destination: { host: shop-canary }, weight: 10 }
`;
  program(bin, 'kubectl', `cat <<'MANIFEST'${virtualService}MANIFEST`);
  return { PATH: `${bin}:${process.env.PATH ?? ''}` };
}

for (const [canaryPercent, exitCode] of [
  [10, EXIT.pass],
  [30, EXIT.fail],
] as const) {
  describe(`a canary that gets ${canaryPercent} % instead of 10 %`, () => {
    it('in Flagger', async () => {
      const { metadata, timeout } = parse(read('examples/flagger/canary.yaml')).spec.analysis.webhooks[0];
      assert.equal(metadata.type, 'bash');
      const [, requests, rate] = /--requests (\d+) --rate (\d+)/.exec(metadata.cmd) ?? [];
      assert.ok(Number.parseInt(timeout, 10) >= Number(requests) / Number(rate) + 10, 'the hook must outlast the run');
      const env = clusterPath(
        `flagger-${canaryPercent}`,
        'shop.shop',
        await shopServer(['shop-primary', 'shop-canary'], canaryPercent),
      );
      const { code, stdout, stderr } = await runStep(metadata.cmd.replace(/--rate \d+/, `--rate ${FAST}`), folder, env);
      assert.equal(code, exitCode, stdout + stderr);
    });

    it('in Argo Rollouts', async () => {
      const { args, metrics } = parse(read('examples/argo-rollouts/analysis-template.yaml')).spec;
      const [{ count, failureLimit, provider }] = metrics;
      assert.deepEqual([count, failureLimit, provider.job.spec.backoffLimit], [1, 0, 0]);
      const pod = provider.job.spec.template.spec;
      assert.equal(pod.restartPolicy, 'Never');
      const port = await shopServer(['stable', 'canary'], canaryPercent);
      const values: Record<string, string> = {
        target: `http://127.0.0.1:${port}/`,
        'stable-weight': '90',
        'canary-weight': '10',
      };
      assert.deepEqual(args.map(({ name }: { name: string }) => name).sort(), Object.keys(values).sort());
      const words = pod.containers[0].args.map((word: string) =>
        word.replaceAll(/\{\{args\.(\S+?)\}\}/g, (_, name) => values[name] ?? ''),
      );
      assert.equal(await weighed(words), exitCode);
    });

    it('in a Job', async () => {
      const { spec } = parse(read('examples/kubernetes/job.yaml'));
      const pod = spec.template.spec;
      assert.deepEqual([spec.backoffLimit, pod.restartPolicy], [0, 'Never']);
      const codes = [EXIT.fail, EXIT.usage, EXIT.inconclusive, EXIT.cannotMeasure, EXIT.internal];
      assert.deepEqual(spec.podFailurePolicy.rules[0].onExitCodes.values, codes);
      const port = await shopServer(['v1', 'v2'], canaryPercent);
      const connect = ['--connect-to', `shop.shop.svc.cluster.local:80:127.0.0.1:${port}`];
      assert.equal(await weighed([...pod.containers[0].args, ...connect]), exitCode);
    });

    it('in GitLab', async () => {
      const [header, job] = parseAllDocuments(read('templates/weighbridge.yml')).map((document) => document.toJS());
      const { inputs } = header.spec;
      assert.equal(inputs.version.default, VERSION);
      const port = await shopServer(['v1', 'v2'], canaryPercent);
      const given: Record<string, string> = { target: `http://127.0.0.1:${port}/`, expect: 'v1=90,v2=10', args: '--tolerance 5' };
      const fill = (text: string) =>
        text.replaceAll(/\$\[\[ inputs\.(\S+) \]\]/g, (_, name: string) => given[name] ?? inputs[name].default);
      const { script, variables, artifacts } = job.weighbridge;
      const env = Object.fromEntries(
        Object.entries(variables as Record<string, string>).map(([name, text]) => [name, fill(text)]),
      );
      const home = join(folder, `gitlab-${canaryPercent}`);
      mkdirSync(home);
      const path = clusterPath(`gitlab-bin-${canaryPercent}`, 'unused', port);
      const { code, stdout, stderr } = await runStep(fill(script.join('\n')), home, { ...env, ...path });
      assert.equal(code, exitCode, stdout + stderr);
      for (const file of [...artifacts.paths, artifacts.reports.junit]) assert.ok(existsSync(join(home, file)), file);
    });
  });
}

/** The exit code of a container with these arguments. */
async function weighed(words: readonly string[]): Promise<number | null> {
  const fast = words.map((word) => word.replace(/^--rate=\d+$/, `--rate=${FAST}`));
  const quoted = fast.map((word) => `'${word}'`).join(' ');
  return (await runStep(`"${process.execPath}" "${ROOT}/harness/bin.js" ${quoted}`, folder)).code;
}
