import { labPorts } from '../../harness/lab/processes/lab-ports.ts';

const ports = labPorts();

/** A port of 127.0.0.1 for a program that cannot bind port 0 and tell; no lab of this machine is given it while this test file runs. */
export const freePort = (): Promise<number> => ports.next();
