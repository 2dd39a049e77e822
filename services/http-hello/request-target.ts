import { quoted } from './visible-text.ts';

/** A request target taken apart. */
export interface RequestTarget {
  /** Path and query as received, always starting with `/`: what backends are called with. */
  readonly forwarded: string;
  /** The decoded segments of the path, empty ones left out: `/hello//eric/` is `hello`, `eric`. */
  readonly segments: readonly string[];
  /** True when the path ends in `/`: `/status/` is not `/status`. */
  readonly trailingSlash: boolean;
  /** The query without `?`, as received. */
  readonly query: string;
}

/** Why a request target cannot be read; the message is meant for the client. */
export class TargetError extends Error {}

/**
 * Takes a request target apart: origin form (`/hello/eric?x=1`) or absolute form (`http://host/hello/eric`), which
 * RFC 9112 3.2.2 obliges every server to accept. Throws TargetError for a path with broken percent-encoding or UTF-8.
 */
export function readTarget(received: string): RequestTarget {
  const origin = originForm(received);
  const pathEnd = origin.search(/[?#]/);
  const path = pathEnd === -1 ? origin : origin.slice(0, pathEnd);
  const query = /^[^?#]*\?([^#]*)/.exec(origin)?.[1] ?? '';
  // Split before decoding: an encoded slash is part of a name, not a separator.
  const segments = path.split('/').filter((segment) => segment !== '');
  return { forwarded: origin, segments: segments.map(decodeSegment), trailingSlash: path.endsWith('/'), query };
}

function originForm(received: string): string {
  if (received.startsWith('/')) return received;
  const rest = /^https?:\/\/[^/?#]*(.*)$/is.exec(received)?.[1];
  if (rest === undefined) throw new TargetError('the request target must be a path such as /hello/eric');
  return rest.startsWith('/') ? rest : `/${rest}`;
}

function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw new TargetError(`${quoted(segment)} in the path is not valid percent-encoded UTF-8; write a % itself as %25`);
  }
}
