import type { LookupFunction, Socket } from 'node:net';
import { connect as connectTls, createSecureContext, type SecureContext, type TLSSocket } from 'node:tls';
import type { Plan } from '../model/plan.ts';
import { type TlsMaterial, usesTls } from '../model/probe.ts';
import { serverName } from './host-name.ts';
import { RepeatedConnects } from './repeated-connects.ts';
import { ResettingSocket } from './resetting-socket.ts';

/** Hears once how opening a connection ended. */
export type Connected = (...outcome: [error: Error, socket: null] | [error: null, socket: Socket]) => void;

/** Where a TCP connection reads into, and who hears how many bytes came; false ends the reading. TLS cannot read this way. */
export interface ReadInto {
  readonly buffer: Uint8Array;
  readonly callback: (bytes: number, buffer: Uint8Array) => boolean;
}

/** Opens one connection; returns its TCP socket at once, so that the attempt can be ended from outside. */
export type Connect = (connected: Connected, readInto?: ReadInto) => ResettingSocket;

/**
 * Prepares how connections to the plan's target are opened: TCP for http and grpc, TLS with ALPN for https and grpcs, offering one
 * `protocol`: `http/1.1` unless HTTP/2 was asked for (offering both would let a gateway balance streams where connections are meant).
 * `repeated` hears how long each took to open. Throws when the TLS material cannot be used.
 */
export function connectorFor(
  plan: Plan,
  lookup: LookupFunction,
  protocol: 'http/1.1' | 'h2' = 'http/1.1',
  repeated = new RepeatedConnects(),
): Connect {
  const secureContext = usesTls(plan.target.scheme) ? contextOf(plan.tls) : null;
  return (connected, readInto) => {
    const socket = new ResettingSocket(secureContext === null && readInto !== undefined ? { onread: readInto } : {});
    const settle = settleOnce(connected);
    // This listener stays for good: an error event that nobody listens to would end the process.
    socket.on('error', (error) => settle(error, null));
    repeated.watch(socket);
    socket.once('connect', () => {
      // Not earlier: Node swaps the handle of a socket while it tries the addresses of a name, and TLS would keep the first.
      if (secureContext === null) settle(null, socket);
      else shakeHands(connectTls(tlsOptions(plan, socket, secureContext, protocol)), settle);
    });
    socket.setNoDelay(true);
    const { host, port } = plan.connectTo ?? plan.target;
    return socket.connect({ host, port, lookup });
  };
}

function shakeHands(socket: TLSSocket, settle: Connected): void {
  socket.on('error', (error) => settle(error, null));
  socket.once('secureConnect', () => settle(null, socket));
}

function tlsOptions(plan: Plan, socket: Socket, secureContext: SecureContext, protocol: string) {
  return {
    socket,
    secureContext,
    host: plan.target.host,
    servername: serverName(plan),
    rejectUnauthorized: !plan.tls.insecure,
    ALPNProtocols: [protocol],
  };
}

function settleOnce(connected: Connected): Connected {
  let settled = false;
  return (...outcome) => {
    if (settled) return;
    settled = true;
    connected(...outcome);
  };
}

function contextOf(tls: TlsMaterial): SecureContext {
  try {
    return createSecureContext({
      ...(tls.caPem === null ? {} : { ca: tls.caPem }),
      ...(tls.certPem === null ? {} : { cert: tls.certPem }),
      ...(tls.keyPem === null ? {} : { key: tls.keyPem }),
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`the CA, client certificate or client key cannot be used: ${reason}`, { cause: error });
  }
}
