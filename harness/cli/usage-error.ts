/** The user asked for something that cannot be done: one line naming the flag, the value and the fix. Exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Nothing could be measured, for a reason outside the gateway: the lab did not start. Exit code 4. */
export class CannotMeasureError extends Error {
  override readonly name = 'CannotMeasureError';
}

/**
 * Runs a parser and turns its RangeError into a UsageError, so that parsers stay free of the command line. Anything
 * else is a fault of ours and passes through.
 */
export function checked<T>(parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    if (error instanceof RangeError) throw new UsageError(error.message, { cause: error });
    throw error;
  }
}
