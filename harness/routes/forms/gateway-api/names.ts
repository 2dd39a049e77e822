import { int32, list, type Schema, text } from '../schema.ts';

const dnsLabel = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const dnsName = `${dnsLabel}(\\.${dnsLabel})*`;
const dnsSays = 'small letters, digits, - and ., each part beginning and ending with a letter or digit';

export const group: Schema = text({
  maxLength: 253,
  pattern: `^$|^${dnsName}$`,
  says: 'a group such as gateway.networking.k8s.io, or ""',
});
export const kind: Schema = text({
  minLength: 1,
  maxLength: 63,
  pattern: '^[a-zA-Z]([-a-zA-Z0-9]*[a-zA-Z0-9])?$',
  says: 'a kind such as Service',
});
export const objectName: Schema = text({ minLength: 1, maxLength: 253 });
export const namespace: Schema = text({
  minLength: 1,
  maxLength: 63,
  pattern: `^${dnsLabel}$`,
  says: 'small letters, digits and -, beginning and ending with a letter or digit',
});
/** `sectionName`, and names of listeners and rules. */
export const sectionName: Schema = text({ minLength: 1, maxLength: 253, pattern: `^${dnsName}$`, says: dnsSays });
/** A host without `*`. */
export const preciseHostname: Schema = text({
  minLength: 1,
  maxLength: 253,
  pattern: `^${dnsName}$`,
  says: `${dnsSays}; no port`,
});
export const hostname: Schema = text({
  minLength: 1,
  maxLength: 253,
  pattern: `^(\\*\\.)?${dnsName}$`,
  says: `${dnsSays}, with *. in front for all names below; no port`,
});
export const hostnames: Schema = list(hostname, { maxItems: 16 });
export const port: Schema = int32(1, 65_535);
/** Name of a header or of a query parameter. */
export const headerName: Schema = text({
  minLength: 1,
  maxLength: 256,
  pattern: "^[A-Za-z0-9!#$%&'*+\\-.^_\\x60|~]+$",
  says: 'a header name: letters, digits and - without blanks',
});
export const headerValue: Schema = text({ minLength: 1, maxLength: 4096 });
/** GEP-2257. */
export const gatewayDuration: Schema = text({
  pattern: '^([0-9]{1,5}(h|m|s|ms)){1,4}$',
  says: 'whole numbers with h, m, s or ms, such as 500ms or 1m30s',
});
