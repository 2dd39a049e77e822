import { Socket } from 'node:net';

/**
 * Ends a connection that is not needed any more: with a reset as a `ResettingSocket` does, without what that costs for every connection.
 * One that is not open yet, or that the peer has ended, is closed as any other.
 */
export function letGo(socket: Socket): void {
  if (canReset(socket)) socket.resetAndDestroy();
  else socket.destroy();
}

/**
 * A TCP socket that says goodbye with RST instead of FIN when the driver is done with it. The side that sends the first
 * FIN keeps the port in TIME_WAIT for a minute, so a million orderly goodbyes would use up all local ports.
 *
 * Destroyed because of an error, or after the peer's FIN was answered, it closes as any socket does: there a reset would
 * gain nothing, and libuv refuses one while a FIN is on its way.
 */
export class ResettingSocket extends Socket {
  #resetting = false;

  override destroy(error?: Error): this {
    const goodbye = error === undefined || isGoodbye(error);
    if (!goodbye || this.#resetting || !canReset(this)) return super.destroy(error);
    this.#resetting = true;
    return this.resetAndDestroy();
  }
}

/** Open, and not closed from either side yet. */
export function canReset(socket: Socket): boolean {
  return !socket.destroyed && !socket.pending && !socket.writableEnded;
}

/** undici destroys a connection that will not be reused with this code; it is no failure. */
function isGoodbye(error: Error): boolean {
  return 'code' in error && error.code === 'UND_ERR_INFO';
}
