import type { CommandSpec } from './command.ts';

/** `weighbridge lab [overlay…]`: workloads and a gateway on this machine, from manifests. */
export const LAB = {
  verb: 'lab',
  usage: 'lab [files..]',
  describe: 'Start the workloads of manifests and a real gateway for their routes on this machine, and keep them up until Ctrl-C',
  positional: { name: 'files', describe: 'An overlay such as manifests/bookinfo/istio/paths, or files; - for standard input' },
  options: ['gateway', 'runtime', 'lab-peer', 'config-only', 'namespace'],
  examples: [
    ['lab manifests/bookinfo/istio/paths', 'every service and gateway port on loopback, behind Envoy'],
    ['lab manifests/tcp-echo/istio --config-only', "print the gateway's configuration and start nothing"],
  ],
} as const satisfies CommandSpec;
