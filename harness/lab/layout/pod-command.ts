import type { Container, Service, ServicePort } from '../../routes/cluster/cluster.ts';
import { calledNames } from '../../routes/cluster/host-names.ts';
import { LabError } from '../lab-error.ts';
import type { LabListener, Layout, Pod } from './layout.ts';
import { fillIn } from './pod-variables.ts';

/** What a pod runs: one of this project's services, with arguments and environment as its Deployment has them. */
export interface PodCommand {
  readonly service: 'tcp-echo' | 'http-hello';
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** Backends of http-hello: `host`, `host:port` or `http://host:port/base`, several in a comma list. */
const BACKENDS: readonly string[] = ['HTTP_HELLO_BACKEND', 'HTTP_HELLO_BACKENDS'];
const BACKEND = /^(?<scheme>https?:\/\/)?(?<host>[^:/,]+)(?::(?<port>\d+))?(?<path>\/.*)?$/;
/** What http-hello assumes without a port (services/http-hello/README.md). */
const BACKEND_PORT = 8001;

/**
 * The command of a pod with the names it calls replaced by listeners of the lab's gateway: those with rules for a pod with a sidecar,
 * those without for a pod that has none.
 *
 * @param addressOf where a listener is reached from inside a pod, `127.0.0.1:10080`
 */
export function podCommand(pod: Pod, layout: Layout, addressOf: (listener: LabListener) => string): PodCommand {
  const container = workloadContainer(pod);
  const service = serviceOf(container);
  const { env: written, args } = fillIn(container, pod);
  const called = BACKENDS.flatMap((name) => {
    const value = written[name];
    if (value === undefined || value === '') return [];
    const reach = (backend: string) => replaced(backend.trim(), pod, container, layout, addressOf);
    return [[name, value.split(',').map(reach).join(',')] as const];
  });
  return {
    service,
    args,
    env: { ...written, ...Object.fromEntries(called), POD_IP: pod.ip },
  };
}

/** The container of the workload; sidecars that somebody injected into the manifests are not started. */
function workloadContainer({ workload }: Pod): Container {
  const [only, second] = workload.containers.filter(({ name }) => name !== 'istio-proxy');
  if (only === undefined) throw new LabError(workload.place, `${workload.object.name} has no container`, 'give it one');
  if (second !== undefined) {
    const both = `${workload.object.name} has the containers ${only.name} and ${second.name}`;
    throw new LabError(second.place, `${both}, and a pod of the lab has one`, 'leave the other out in an overlay for the lab');
  }
  const [command] = only.command;
  if (command !== undefined) {
    const asked = `${workload.object.name} runs the command ${command}, and the lab runs what the image does by itself`;
    throw new LabError(only.place, asked, 'say it with args and env, or leave command out');
  }
  return only;
}

function serviceOf({ image, place }: Container): PodCommand['service'] {
  const name = /(?:^|\/)([^/:@]+)(?::[^/]*)?(?:@.*)?$/.exec(image ?? '')?.[1];
  if (name === 'tcp-echo' || name === 'http-hello') return name;
  const fix = 'use tcp-echo or http-hello, which name themselves in every answer';
  throw new LabError(place, `the lab cannot run the image ${image ?? '(none)'}`, fix);
}

function replaced(
  backend: string,
  pod: Pod,
  container: Container,
  layout: Layout,
  addressOf: (listener: LabListener) => string,
): string {
  const parts = BACKEND.exec(backend)?.groups;
  const host = parts?.host ?? '';
  const port = Number(parts?.port ?? BACKEND_PORT);
  const kind = pod.workload.isInjected === false ? 'outside' : 'mesh';
  const listener = listenerFor(layout, kind, host, port, pod.workload.object.namespace);
  if (listener === null) {
    const place = container.env.find(({ value }) => value.includes(backend))?.place ?? container.place;
    throw new LabError(place, `nothing in these files answers ${host}:${port}`, 'add its Service, or correct the address');
  }
  return `${parts?.scheme ?? ''}${addressOf(listener)}${parts?.path ?? ''}`;
}

/** The listener that stands for a service's port, by any name that a client in `namespace` may call it; null for none. */
export function listenerFor(
  { listeners }: Pick<Layout, 'listeners'>,
  kind: 'mesh' | 'outside',
  host: string,
  port: number,
  namespace: string,
): LabListener | null {
  const isMeant = (service: Service, servicePort: ServicePort) =>
    servicePort.port === port &&
    [...calledNames(service, namespace), service.host].includes(host.toLowerCase().replace(/\.$/, ''));
  const found = listeners.find((one) => one.kind !== 'gateway' && one.kind === kind && isMeant(one.service, one.servicePort));
  return found ?? null;
}
