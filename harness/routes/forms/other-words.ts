import { nearest } from '../../text/nearest.ts';

/** Words that people write for fields of these APIs, in all kinds; a word counts only where its field exists. */
const OTHER_WORDS: Readonly<Record<string, readonly string[]>> = {
  weigth: ['weight'],
  percent: ['weight', 'percentage'],
  mirrorPercent: ['mirrorPercentage'],
  path: ['uri'],
  uri: ['path'],
  routes: ['route', 'rules', 'http'],
  rule: ['rules', 'http'],
  destinations: ['route', 'backendRefs'],
  backends: ['backendRefs', 'route'],
  backendRef: ['backendRefs'],
  forwardTo: ['backendRefs'],
  serviceName: ['name'],
  parentRef: ['parentRefs'],
  gateways: ['parentRefs'],
  host: ['hosts', 'hostname', 'hostnames'],
  hosts: ['hostnames', 'host'],
  hostname: ['hostnames', 'host'],
  hostnames: ['hosts', 'hostname'],
  matches: ['match'],
  match: ['matches'],
  header: ['headers'],
  query: ['queryParams'],
  retry: ['retries'],
  retries: ['retry'],
  timeouts: ['timeout'],
  timeout: ['timeouts'],
  version: ['subset', 'labels'],
  servicePort: ['port'],
  portName: ['port'],
  label: ['labels'],
  selectors: ['selector'],
  appendHeaders: ['headers'],
  websocketUpgrade: [],
  abort: ['fault'],
  delay: ['fault'],
};

const camelCase = (word: string): string => word.replaceAll(/[_-]+([A-Za-z0-9])/g, (_, letter: string) => letter.toUpperCase());
const lower = (word: string): string => camelCase(word).toLowerCase();

/**
 * The field that a word most likely stands for, or null: another spelling of it (Istio once took `mirror_percent`), a word that is often
 * written for it, or a slip of the keys.
 */
export const meantField = (written: string, known: readonly string[]): string | null =>
  known.find((field) => field === camelCase(written)) ??
  known.find((field) => lower(field) === lower(written)) ??
  (Object.hasOwn(OTHER_WORDS, written) ? OTHER_WORDS[written] : undefined)?.find((field) => known.includes(field)) ??
  nearest(written, known);
