import type { GatewayKind } from './gateways/gateway-kind.ts';
import { gatewayProgram } from './gateways/kinds.ts';
import { startProgram } from './gateways/program.ts';
import type { Address, Wiring } from './gateways/wiring.ts';
import type { LabListener, Layout } from './layout/layout.ts';
import { freePort } from './processes/free-port.ts';
import { startPods } from './processes/pods.ts';

/** A lab that runs: pods and a gateway on loopback. */
export interface RunningLab {
  /** Where a listener of the layout is reached. */
  listenAt(listener: LabListener): Address;
  readonly admin: Address;
  /** Resolves when the gateway ends by itself, with why. */
  readonly died: Promise<string>;
  /** Stops every part; a second call does nothing. */
  stop(): Promise<void>;
}

/** Starts pods, then the gateway in front of them. Nothing is left running when it fails. */
export async function startLab(layout: Layout, kind: GatewayKind): Promise<RunningLab> {
  const taken = new Set<number>();
  const ports = new Map<LabListener, number>();
  for (const listener of layout.listeners) ports.set(listener, await freePort(taken));
  const listenAt = (listener: LabListener): Address => ({ host: '127.0.0.1', port: ports.get(listener) ?? 0 });
  const admin = { host: '127.0.0.1', port: await freePort(taken) };
  const pods = await startPods(layout, (listener) => `127.0.0.1:${listenAt(listener).port}`);
  try {
    const wiring: Wiring = {
      listenAt,
      addressesOf: (endpoint, port) => pods.addressesOf(endpoint, port),
      admin,
      certificates: null,
    };
    const program = await startProgram(gatewayProgram(kind, layout, wiring), [...ports.values()]);
    const stop = async () => {
      await Promise.all([program.stop(), pods.stop()]);
    };
    return { listenAt, admin, died: program.died, stop };
  } catch (error) {
    await pods.stop();
    throw error;
  }
}
