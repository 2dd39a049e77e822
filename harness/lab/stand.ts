import { startHttpGateway } from './gateways/embedded-http.ts';
import { startTcpGateway } from './gateways/embedded-tcp.ts';
import type { RunningGateway } from './gateways/gateway.ts';
import type { Picker } from './pick.ts';
import type { StandFacts } from './stands.ts';
import { type RunningWorkload, startWorkload } from './workload.ts';

/** A stand that runs: workloads behind an embedded weighted gateway. */
export interface RunningStand {
  /** What a driver may be pointed at. */
  readonly target: string;
  /** Stops every part. */
  close(): Promise<void>;
}

/** Registers something that must be stopped again, as soon as it runs. */
type Track = <T extends { stop(): Promise<void> }>(started: Promise<T>) => Promise<T>;

/** How the parts of each stand are started; the result is the target. */
const STARTERS: Readonly<Record<StandFacts['name'], (facts: StandFacts, pick: Picker, track: Track) => Promise<string>>> = {
  'tcp-echo': async (facts, pick, track) => {
    const workloads = await Promise.all(facts.versions.map((version) => track(startTcpEcho(version))));
    const gateway = await track(startTcpGateway(workloads, pick));
    return `tcp://127.0.0.1:${gateway.port}`;
  },
  // hello1 -> gateway -> hello2 in three languages -> hello3: the chain of the article on mesh expansion.
  'http-hello': async (_facts, pick, track) => {
    const hello3 = await track(startHttpHello('en', null));
    const hello2 = await Promise.all(['en', 'fr', 'es'].map((language) => track(startHttpHello(language, hello3))));
    const gateway = await track(startHttpGateway(hello2, pick));
    const hello1 = await track(startHttpHello('en', gateway));
    return `http://127.0.0.1:${hello1.port}/hello/eric`;
  },
};

/** Starts all parts of a stand. When one part fails, the others are stopped before the error is passed on. */
export async function startStand(facts: StandFacts, pick: Picker): Promise<RunningStand> {
  const stops: (() => Promise<void>)[] = [];
  const stopAll = async () => {
    await Promise.all(stops.splice(0).map((stop) => stop()));
  };
  const begun: Promise<unknown>[] = [];
  const track: Track = (started) => {
    const registered = started.then((part) => {
      stops.push(() => part.stop());
      return part;
    });
    begun.push(registered);
    return registered;
  };
  try {
    return { target: await STARTERS[facts.name](facts, pick, track), close: stopAll };
  } catch (error) {
    // A sibling may still be starting: wait for it, or nobody would stop it.
    await Promise.allSettled(begun);
    await stopAll();
    throw error;
  }
}

function startTcpEcho(prefix: string): Promise<RunningWorkload> {
  return startWorkload({ service: 'tcp-echo', args: ['0', prefix, '--quiet', '--host', '127.0.0.1'], env: {} });
}

function startHttpHello(language: string, backend: RunningGateway | RunningWorkload | null): Promise<RunningWorkload> {
  const chained = backend === null ? {} : { HTTP_HELLO_BACKEND: `127.0.0.1:${backend.port}` };
  return startWorkload({
    service: 'http-hello',
    args: [],
    env: { PORT: '0', HOST: '127.0.0.1', POD_IP: '127.0.0.1', HELLO_LANGUAGE: language, DRAIN_MS: '0', ...chained },
  });
}
