const LABEL = /^[a-zA-Z0-9](?:[-a-zA-Z0-9]*[a-zA-Z0-9])?$/;
const WILDCARD_LABEL = /^(?:\*|(?:\*|\*-)?[a-zA-Z0-9](?:[-a-zA-Z0-9]*[a-zA-Z0-9])?)$/;

/** One part of a name, between dots (istio `labels.IsDNS1123Label`). */
export const isLabel = (text: string): boolean => text.length <= 63 && LABEL.test(text);

const areLabels = (name: string): boolean => {
  const labels = name.split('.');
  if (/^[-+]?\d+$/.test(labels.at(-1) ?? '')) return false;
  // A dot at the end is allowed, for names that are meant to be whole.
  return labels.every((label, index) => isLabel(label) || (label === '' && index === labels.length - 1));
};

/** A name without `*` (istio `agent.ValidateFQDN`). */
export const isFullName = (name: string): boolean => name !== '' && name.length <= 255 && areLabels(name);

/** A name whose first part may be, or begin with, `*` (istio `agent.ValidateWildcardDomain`). No IP address. */
export const isHost = (host: string): boolean => {
  if (host === '' || host.length > 255) return false;
  const dot = host.indexOf('.');
  const first = dot === -1 ? host : host.slice(0, dot);
  return first.length <= 63 && WILDCARD_LABEL.test(first) && (dot === -1 || areLabels(host.slice(dot + 1)));
};

const OCTET = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const IPV4 = new RegExp(`^${OCTET}(?:\\.${OCTET}){3}$`);

const isIpv6 = (text: string): boolean => {
  if (!/^[0-9A-Fa-f:.]{2,45}$/.test(text)) return false;
  const halves = text.split('::');
  if (halves.length > 2) return false;
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  const last = groups.at(-1) ?? '';
  const words = text.endsWith(last) && IPV4.test(last) ? [...groups.slice(0, -1), '0', '0'] : groups;
  return words.every((word) => /^[0-9A-Fa-f]{1,4}$/.test(word)) && (halves.length === 2 ? words.length <= 7 : words.length === 8);
};

export const isIpAddress = (text: string): boolean => IPV4.test(text) || isIpv6(text);

/** An address, or a range of addresses such as `10.0.0.0/8` (istio `agent.ValidateIPSubnet`). */
export const isSubnet = (text: string): boolean => {
  const [address = '', bits, ...more] = text.split('/');
  if (more.length > 0 || !isIpAddress(address)) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (address.includes(':') ? 128 : 32));
};

const isWildcard = (host: string): boolean => host.startsWith('*');

/** Whether every name that `host` stands for is one that `outer` stands for (istio `host.Name.SubsetOf`). */
export const isWithin = (host: string, outer: string): boolean => {
  if (!isWildcard(outer)) return host === outer;
  const name = isWildcard(host) ? host.slice(1) : host;
  return (!isWildcard(host) || host.length >= outer.length) && name.endsWith(outer.slice(1));
};
