import { textAt } from './json-pointer.ts';
import { workloadOfPod } from './pod-workload.ts';

const workload = (pod: string | null | undefined): string | null =>
  pod === null || pod === undefined ? null : workloadOfPod(pod.trim());

/** Istio's echo server answers lines such as `ServiceVersion=v1`; its client puts `[0 body] ` before each. An empty version falls to the pod. */
const istioEcho = (text: string): string | null =>
  /^(?:\[[0-9]+ body\] )?ServiceVersion=(.*\S)/m.exec(text)?.[1] ??
  workload(/^(?:\[[0-9]+ body\] )?Hostname=(.*\S)/m.exec(text)?.[1]);

/** whoami echoes the request behind its own lines: a `Name:` below `Hostname:` is a header somebody sent. */
const whoami = (text: string): string | null => {
  if (text.trimStart().startsWith('{')) {
    return textAt(text, ['name']) ?? workload(textAt(text, ['hostname']));
  }
  const [, name, hostname] = /^(?:Name: (.*)\r?\n)?Hostname: (.*)/.exec(text) ?? [];
  return name?.trim() || workload(hostname);
};

/** How workloads that people already run name their version; from the source of each. */
const READERS = {
  /** kubernetes-sigs/gateway-api conformance/echo-basic: JSON with the pod's name. */
  'echo-basic': (text: string) => workload(textAt(text, ['pod'])),
  /** istio/istio pkg/test/echo. */
  'istio-echo': istioEcho,
  /** istio/istio samples/helloworld: `Hello version: v1, instance: helloworld-v1-…`. */
  helloworld: (text: string) => /^Hello version: (.*?), instance: /m.exec(text)?.[1] ?? null,
  /** stefanprodan/podinfo: JSON with the version of the program. */
  podinfo: (text: string) => textAt(text, ['version']),
  /** traefik/whoami: `Name:` where one was given, else the pod's workload. */
  whoami,
} as const satisfies Readonly<Record<string, (text: string) => string | null>>;

/** A workload whose answers are understood without a rule being spelt out. */
export type Preset = keyof typeof READERS;

export const PRESETS = Object.keys(READERS) as readonly Preset[];

export const isPreset = (name: string): name is Preset => Object.hasOwn(READERS, name);

/** The version that an answer of this workload names; null when it names none. */
export const readPreset = (preset: Preset, text: string): string | null => READERS[preset](text);
