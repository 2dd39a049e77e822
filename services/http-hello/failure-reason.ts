/** An error in the system's own words, never empty. */
export function failureReason(error: unknown): string {
  // A name with several addresses fails with an AggregateError, whose own message is empty.
  if (error instanceof AggregateError && error.errors.length > 0) return [...new Set(error.errors.map(failureReason))].join(', ');
  if (!(error instanceof Error)) return String(error);
  const { code } = error as NodeJS.ErrnoException;
  if (code?.startsWith('HPE_')) return `the answer is not HTTP: ${code}`;
  if (code === 'ECONNRESET') return 'the connection was closed before a whole answer came';
  return error.message || code || error.name;
}
