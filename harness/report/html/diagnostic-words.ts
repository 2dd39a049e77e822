import type { DiagnosticId } from '../../model/diagnosis.ts';

/** What one diagnostic looks for, and what it means when it finds that (STATISTICS 6.3 to 6.6). */
interface DiagnosticWords {
  readonly title: string;
  readonly looksFor: string;
  readonly meaning: string;
  /** What its statistic is. */
  readonly stat: string;
}

/** Every diagnostic by its id. */
export const DIAGNOSTIC_WORDS: Readonly<Record<DiagnosticId, DiagnosticWords>> = {
  UNDER: {
    title: 'Turns',
    looksFor: 'versions that take turns',
    meaning: 'The split is more regular than chance, as when versions take turns. This alone changes no verdict.',
    stat: 'T/E',
  },
  DRIFT: {
    title: 'Drift',
    looksFor: 'shares that wander during the run',
    meaning: 'The shares are not the same all through the run.',
    stat: 'T/E',
  },
  CUSUM: {
    title: 'One change',
    looksFor: 'one moment at which the split changed',
    meaning: 'The split changed at one moment of the run.',
    stat: 'D',
  },
  START: {
    title: 'Opening',
    looksFor: 'one version that gets the whole opening of the run',
    meaning: 'At first one version got everything: the configuration may not have been live yet.',
    stat: 'run length',
  },
  CONN: {
    title: 'Connections',
    looksFor: 'a version that is picked per connection',
    meaning: 'Requests of one connection go together: a connection is one decision, not each request.',
    stat: 'T/E',
  },
  CLIENT: {
    title: 'Clients',
    looksFor: 'a version that is picked per client address',
    meaning: 'Requests of one client go together: a client is one decision, not each request.',
    stat: 'T/E',
  },
  SHARD: {
    title: 'Load machines',
    looksFor: 'load machines that see different splits',
    meaning: 'Load machines see different splits: they may talk to different gateways.',
    stat: 'T/E',
  },
  SERIAL: {
    title: 'Neighbours',
    looksFor: 'an answer that depends on those shortly before it',
    meaning: 'An answer depends on those shortly before it, as in a rotation or a pattern. This alone changes no verdict.',
    stat: 'largest |z|',
  },
};
