import type { NetworkInterfaceInfo } from 'node:os';

/** This pod's address: the first IPv4 address that is not internal, else `127.0.0.1`. Input as `os.networkInterfaces()` gives it. */
export function podAddress(interfaces: Readonly<Record<string, readonly NetworkInterfaceInfo[] | undefined>>): string {
  const addresses = Object.values(interfaces).flatMap((list) => list ?? []);
  return addresses.find((address) => address.family === 'IPv4' && !address.internal)?.address ?? '127.0.0.1';
}
