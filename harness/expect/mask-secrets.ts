import type { Probe } from '../model/probe.ts';

const MASK = '***';
/** Header names that carry something to hide, by whole words: `x-api-key` and `cookie` do, `x-monkey` does not. */
const SECRET =
  /(?:^|[-_])(?:authorization|cookie|token|secret|password|passwd|credentials?|apikey|key|session|signature|jwt)(?:$|[-_])/i;

/** The probe as it may be saved: values of headers that usually carry secrets are replaced by `***`. What is sent does not change. */
export const maskSecrets = (probe: Probe): Probe => ({
  ...probe,
  headers: probe.headers.map(([name, value]) => [name, SECRET.test(name) ? MASK : value] as const),
});
