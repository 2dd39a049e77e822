import { type GatewayProgram, startProgram } from '../../../harness/lab/gateways/program.ts';

/** A real gateway that accepts connections on a loopback port. */
export interface RunningGateway {
  readonly port: number;
  /** Where its configuration lies. */
  readonly folder: string;
  /** Ends the program and removes its files; a second call does nothing. */
  stop(): Promise<void>;
}

/** Starts a gateway with a configuration of a test and resolves when it accepts on `port`; rejects with its own words when it does not. */
export async function startGateway(gateway: Omit<GatewayProgram, 'howToGet'>, port: number): Promise<RunningGateway> {
  let folder = '';
  const configuration = (own: string) => {
    folder = own;
    return gateway.configuration(own);
  };
  const { stop } = await startProgram({ ...gateway, configuration, howToGet: 'see tests/lab/parts.ts' }, [port]);
  return { port, folder, stop };
}
