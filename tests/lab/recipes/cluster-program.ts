// Stands in for kubectl, kind, helm, istioctl, linkerd and docker while a page is followed: takes what the real one would take, keeps
// the applied objects in $CLUSTER_STATE, and answers what the next command of a page needs.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { type ClusterState, clusterState } from './cluster-state.ts';
import { type Understood, understand } from './cluster-words.ts';

type Act = (asked: Understood, state: ClusterState) => string | undefined;

/** Where `weighbridge` lies in its image: see the Dockerfile. */
const IN_IMAGE = ['node', '/app/harness/bin.js'];

const read = (file: string): string => {
  if (file === '-') return readFileSync(0, 'utf8');
  if (file.startsWith('https://')) return '';
  return readFileSync(file, 'utf8');
};

const inCluster = (state: ClusterState, reference: string): void => {
  const [kind = '', name] = reference.split('/');
  const isThere = state.objects().some((object) => object.kind.toLowerCase() === kind && object.metadata.name === name);
  // What an installer has made is not known here.
  const isInstalled = /^(service\/(istio-ingressgateway|envoy-)|deployment\/envoy-gateway$)/.test(reference);
  if (name !== undefined && !isThere && !isInstalled) throw new Error(`no ${reference} in the cluster`);
};

const ACTS: Readonly<Record<string, Act>> = {
  'kubectl apply': ({ values }, state) => {
    const texts = values('-f', '-k').map(read);
    // What comes from an address or an installer is not looked into.
    for (const text of texts.filter((one) => one.trim() !== '')) state.apply(text);
    return undefined;
  },
  'kubectl exec': ({ rest }) => {
    if (rest.slice(0, 2).join(' ') !== IN_IMAGE.join(' ')) throw new Error(`the image has no ${rest[0]} ${rest[1]}`);
    const { status } = spawnSync(join(process.cwd(), '.bin', 'weighbridge'), rest.slice(2), { stdio: 'inherit' });
    process.exit(status ?? 99);
  },
  'kubectl get': () => 'service/envoy-shop-shop-0c0ffee0',
  'kubectl port-forward': ({ words: [reference = ''] }, state) => void inCluster(state, reference),
  'kubectl rollout': ({ words: [what, reference = ''] }, state) => {
    if (what !== 'status') throw new Error(`rollout ${what}`);
    inCluster(state, reference);
    return undefined;
  },
  'kubectl scale': ({ words: [reference = ''], values }, state) => {
    const [kind = '', name = ''] = reference.split('/');
    state.scale(kind, name, Number(values('--replicas')[0]));
    return undefined;
  },
  'kubectl wait': ({ words: [reference = ''], values }, state) => {
    if (!/^condition=[A-Z][a-z]+$/.test(values('--for')[0] ?? '')) throw new Error('wait for what?');
    inCluster(state, reference);
    return undefined;
  },
  'kind create': ({ values }) => {
    for (const file of values('--config')) if (parse(read(file)).kind !== 'Cluster') throw new Error(`${file} is no Cluster`);
    return undefined;
  },
  'docker build': ({ values, words: [context = ''] }) => {
    const dockerfile = read(`${context}/Dockerfile`);
    for (const target of values('--target'))
      if (!dockerfile.includes(` AS ${target}\n`)) throw new Error(`the Dockerfile has no target ${target}`);
    return undefined;
  },
};

const [program = '', ...args] = process.argv.slice(2);
const file = process.env.CLUSTER_STATE ?? '';
if (file === '' || !existsSync('.bin')) throw new Error('a stand-in runs in the folder of a reader only');
const asked = understand(program, args);
const said = ACTS[`${program} ${asked.verb}`]?.(asked, clusterState(file));
if (said !== undefined) process.stdout.write(`${said}\n`);
