import type { Probe } from '../model/probe.ts';

const MASK = '***';
/** Header names that carry something to hide, by whole words: `x-api-key` and `cookie` do, `x-monkey` does not. */
const SECRET =
  /(?:^|[-_])(?:authorization|cookie|token|secret|password|passwd|credentials?|apikey|key|session|signature|jwt)(?:$|[-_])/i;

/** A probe as it may be saved or printed: values of headers that usually carry secrets are replaced by `***`. What is sent does not change. */
export const maskSecrets = <P extends Pick<Probe, 'headers'>>(probe: P): P => ({
  ...probe,
  headers: probe.headers.map(([name, value]) => [name, SECRET.test(name) ? MASK : value] as const),
});
