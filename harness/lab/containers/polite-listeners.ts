/** What the package signal-exit keeps, one for all its copies: how many listeners it has on every signal it knows. */
interface SignalExit {
  readonly count?: number;
}

/**
 * How many listeners of a signal only wait until they are the last, as ours does. The package signal-exit has some, which testcontainers
 * brings along; whoever takes those for somebody who will end the process waits for them while they wait for him.
 *
 * @see https://github.com/tapjs/signal-exit its versions 3 and 4 count each other by the same two names
 */
export function politeListeners(): number {
  const versionThree = (process as { readonly __signal_exit_emitter__?: SignalExit }).__signal_exit_emitter__;
  const versionFour = (globalThis as { readonly [key: symbol]: SignalExit | undefined })[Symbol.for('signal-exit emitter')];
  return (versionThree?.count ?? 0) + (versionFour?.count ?? 0);
}
