/** What a program takes: options with a value, options without, and whether more words may follow. Checked before anything is done. */
interface Words {
  readonly withValue?: readonly string[];
  readonly alone?: readonly string[];
  /** How many words beside the options: at least and at most. */
  readonly words: readonly [least: number, most: number];
}

const KUBECTL = { namespace: ['-n', '--namespace'], file: ['-f', '--filename', '-k', '--kustomize'] };

/** The commands that the pages use, as the manuals of these programs have them: `kubectl apply`, `helm upgrade`. */
export const WORDS: Readonly<Record<string, Words>> = {
  'kubectl apply': { withValue: [...KUBECTL.namespace, ...KUBECTL.file], alone: ['--server-side'], words: [0, 0] },
  'kubectl argo': { withValue: KUBECTL.namespace, words: [4, 4] },
  'kubectl create': { withValue: KUBECTL.namespace, words: [2, 2] },
  'kubectl exec': { withValue: [...KUBECTL.namespace, '-c'], alone: ['-i'], words: [1, 1] },
  'kubectl get': { withValue: [...KUBECTL.namespace, '-o', '-l'], words: [1, 1] },
  'kubectl port-forward': { withValue: KUBECTL.namespace, words: [2, 2] },
  'kubectl rollout': { withValue: KUBECTL.namespace, words: [2, 2] },
  'kubectl run': { withValue: [...KUBECTL.namespace, '--image'], alone: ['--command'], words: [1, 1] },
  'kubectl scale': { withValue: [...KUBECTL.namespace, '--replicas'], words: [1, 1] },
  'kubectl wait': { withValue: [...KUBECTL.namespace, '--for', '--timeout'], alone: ['--all'], words: [1, 1] },
  'kind create': { withValue: ['--config'], words: [1, 1] },
  'kind delete': { words: [1, 1] },
  'kind load': { words: [2, 9] },
  'docker build': { withValue: ['--target', '--tag'], words: [1, 1] },
  'helm install': { withValue: ['-n', '--version'], alone: ['--create-namespace'], words: [2, 2] },
  'helm upgrade': { withValue: ['--namespace', '--set'], alone: ['-i'], words: [2, 2] },
  'helm repo': { words: [3, 3] },
  'istioctl install': { withValue: ['--set'], alone: ['--skip-confirmation'], words: [0, 0] },
  'linkerd install': { alone: ['--crds'], words: [0, 0] },
  'linkerd check': { words: [0, 0] },
};

/** A command line that was understood. */
export interface Understood {
  readonly verb: string;
  readonly words: readonly string[];
  /** What is given for an option, in order; its first name stands for all. */
  readonly values: (...names: readonly string[]) => readonly string[];
  /** What stands behind `--`. */
  readonly rest: readonly string[];
}

/** Reads a command line of a stand-in. Throws for what the real program would not take, or what no page has used so far. */
export function understand(program: string, args: readonly string[]): Understood {
  const end = args.indexOf('--');
  const own = end < 0 ? args : args.slice(0, end);
  const first = own.findIndex((word, i) => !word.startsWith('-') && !(i > 0 && own[i - 1] === '-n'));
  const verb = own[first] ?? '';
  const known = WORDS[`${program} ${verb}`];
  if (known === undefined) throw new Error(`${program} ${verb}: no such command here`);
  const words: string[] = [];
  const given: (readonly [string, string])[] = [];
  const queue = own.toSpliced(first, 1);
  for (let word = queue.shift(); word !== undefined; word = queue.shift()) {
    const [name = '', inline] = word.startsWith('--') ? word.split(/=(.*)/s) : [word];
    if (!word.startsWith('-') || word === '-') words.push(word);
    else if (known.withValue?.includes(name)) given.push([name, inline ?? queue.shift() ?? fail(`${name} has no value`)]);
    else if (!known.alone?.includes(word)) fail(`${program} ${verb}: no option ${word}`);
  }
  const [least, most] = known.words;
  if (words.length < least || words.length > most) fail(`${program} ${verb}: ${words.length} words: ${words.join(' ')}`);
  const values = (...names: readonly string[]) => given.filter(([name]) => names.includes(name)).map(([, value]) => value);
  return { verb, words, values, rest: end < 0 ? [] : args.slice(end + 1) };
}

function fail(problem: string): never {
  throw new Error(problem);
}
