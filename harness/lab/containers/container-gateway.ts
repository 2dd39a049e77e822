import { readFile } from 'node:fs/promises';
import type { GatewayKind } from '../gateways/gateway-kind.ts';
import type { GatewayProgram } from '../gateways/program.ts';
import type { CertificateFiles } from '../gateways/wiring.ts';
import { unlessAborted } from '../unless-aborted.ts';
import { GATEWAY_IMAGES } from './gateway-images.ts';
import type { NeededImage } from './images.ts';
import { type ContainerRun, type ContainerSpec, type RunningContainer, runContainer } from './run-container.ts';
import { untilServing } from './until-serving.ts';
import { lastWords } from './watch-output.ts';

/** Where the gateway finds its configuration and certificates, inside its container. */
export const GATEWAY_FOLDER = '/etc/weighbridge';

const CERTIFICATES: CertificateFiles = {
  authority: `${GATEWAY_FOLDER}/ca.pem`,
  certificate: `${GATEWAY_FOLDER}/lab.pem`,
  // HAProxy looks for the key of lab.pem nowhere else.
  key: `${GATEWAY_FOLDER}/lab.pem.key`,
};

/** How long a gateway may take until it serves. Generous: shared machines start slowly. */
const START_LIMIT_MS = 30_000;

/** The admin page of each that answers 200 once every listener is open: nginx and HAProxy bind all of them before they answer anywhere. */
const SERVING_PAGES: Readonly<Record<GatewayKind, string>> = { envoy: '/ready', nginx: '/', haproxy: '/' };

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
  /** One per listener. */
  readonly ports: readonly number[];
  readonly adminPort: number;
}

/** Starts a gateway and resolves when it serves. */
export async function startGatewayContainer(run: ContainerRun, spec: GatewaySpec): Promise<RunningContainer> {
  const { kind, name, program } = spec;
  const file = `${GATEWAY_FOLDER}/${program.fileName}`;
  const gateway = await runContainer(run, {
    name,
    image: GATEWAY_IMAGES[kind],
    // Not the image's own: those scripts rewrite configurations and change users.
    entrypoint: [program.program],
    command: program.args(GATEWAY_FOLDER, file),
    env: {},
    files: [{ target: file, content: program.configuration(GATEWAY_FOLDER) }, ...(await certificateFiles(spec.certificates))],
    ports: [...spec.ports, spec.adminPort],
    ready: null,
    hasRights: true,
  });
  const admin = gateway.addressOf(spec.adminPort);
  try {
    const serving = untilServing(`http://${admin.host}:${admin.port}${SERVING_PAGES[kind]}`, START_LIMIT_MS, gateway.ended);
    await unlessAborted(serving, run.signal);
  } catch (error) {
    throw new Error(`lab: ${name} did not start: ${(error as Error).message}${lastWords(gateway.output())}`, { cause: error });
  }
  return gateway;
}

async function certificateFiles(certificates: CertificateFiles | null): Promise<ContainerSpec['files']> {
  if (certificates === null) return [];
  const parts = ['authority', 'certificate', 'key'] as const;
  return Promise.all(
    parts.map(async (part) => ({ target: CERTIFICATES[part], content: await readFile(certificates[part], 'utf8') })),
  );
}
