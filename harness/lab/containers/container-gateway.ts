import { readFile } from 'node:fs/promises';
import type { GatewayKind } from '../gateways/kinds.ts';
import type { GatewayProgram } from '../gateways/program.ts';
import type { CertificateFiles } from '../gateways/wiring.ts';
import { untilAccepted } from './ask-ports.ts';
import { GATEWAY_IMAGES } from './gateway-images.ts';
import type { NeededImage } from './images.ts';
import { type ContainerRun, type ContainerSpec, type RunningContainer, runContainer } from './run-container.ts';
import { lastWords } from './watch-output.ts';

/** Where the gateway finds its configuration and certificates, inside its container. */
export const GATEWAY_FOLDER = '/etc/weighbridge';

const CERTIFICATES: CertificateFiles = {
  authority: `${GATEWAY_FOLDER}/ca.pem`,
  certificate: `${GATEWAY_FOLDER}/lab.pem`,
  key: `${GATEWAY_FOLDER}/lab.key`,
};

/** Certificates as the gateway sees them. */
export const certificatesInside = (certificates: CertificateFiles | null): CertificateFiles | null =>
  certificates === null ? null : CERTIFICATES;

/** The official image of a gateway. */
export function gatewayImage(kind: GatewayKind): NeededImage {
  const name = GATEWAY_IMAGES[kind];
  return {
    name,
    isPublished: true,
    missing: (why) =>
      new Error(
        `lab: the image ${name} is not on this machine, and ${why}; docker pull ${name}, or without a registry tests/lab/offline-images.sh (docs/air-gapped.md)`,
      ),
  };
}

/** A gateway to start. */
export interface GatewaySpec {
  readonly kind: GatewayKind;
  /** Host name for the pods. */
  readonly name: string;
  readonly program: GatewayProgram;
  readonly certificates: CertificateFiles | null;
  /** Ports that must accept before it is ready. */
  readonly ports: readonly number[];
  readonly adminPort: number;
}

/**
 * Starts a gateway and resolves when it accepts on all its ports, which `pod` asks. A lab without a pod has nobody to ask: there the first
 * answer that a driver waits for has to do.
 */
export async function startGatewayContainer(
  run: ContainerRun,
  spec: GatewaySpec,
  pod: RunningContainer | null,
): Promise<RunningContainer> {
  const { program } = spec;
  const file = `${GATEWAY_FOLDER}/${program.fileName}`;
  const gateway = await runContainer(run, {
    name: spec.name,
    image: GATEWAY_IMAGES[spec.kind],
    // Not the image's own: those scripts rewrite configurations and change users.
    entrypoint: [program.program],
    command: program.args(GATEWAY_FOLDER, file),
    env: {},
    files: [{ target: file, content: program.configuration(GATEWAY_FOLDER) }, ...(await certificateFiles(spec.certificates))],
    ports: [...spec.ports, spec.adminPort],
    ready: null,
    hasRights: true,
  });
  if (pod !== null) await untilReady(run, spec, gateway, pod);
  return gateway;
}

async function untilReady(
  run: ContainerRun,
  { name, ports, program }: GatewaySpec,
  gateway: RunningContainer,
  pod: RunningContainer,
): Promise<void> {
  const accepted = untilAccepted(run, pod, name, ports);
  try {
    const death = await Promise.race([accepted, gateway.ended]);
    if (death !== undefined) throw new Error(death);
  } catch (error) {
    // Removing the pods ends the question.
    accepted.catch(() => {});
    throw new Error(`lab: ${program.program} did not start: ${(error as Error).message}${lastWords(gateway.output())}`, {
      cause: error,
    });
  }
}

async function certificateFiles(certificates: CertificateFiles | null): Promise<ContainerSpec['files']> {
  if (certificates === null) return [];
  const parts = ['authority', 'certificate', 'key'] as const;
  return Promise.all(
    parts.map(async (part) => ({ target: CERTIFICATES[part], content: await readFile(certificates[part], 'utf8') })),
  );
}
