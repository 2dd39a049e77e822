import { GRPC_STATUS_NAMES, grpcCode } from '../model/grpc-status.ts';

/** What a list of header lines says about how a call ended. */
export interface GrpcStatusLine {
  /** 0 to 16; a code that gRPC does not define counts as UNKNOWN. Null: what stands there is no code. */
  readonly code: number | null;
  /** `grpc-message`, decoded, as UTF-8; empty without one. */
  readonly message: Buffer;
}

const EMPTY = Buffer.alloc(0);

/** Reads `grpc-status` and `grpc-message` out of raw lines (name, value, name, value, …); null when there is no status. */
export function grpcStatusIn(rawLines: readonly string[]): GrpcStatusLine | null {
  let status: string | null = null;
  let message: Buffer = EMPTY;
  for (let i = 0; i + 1 < rawLines.length; i += 2) {
    const value = rawLines[i + 1] ?? '';
    // Said twice, it is said by two who need not agree: no code.
    if (rawLines[i] === 'grpc-status') status = status === null ? value : '';
    else if (rawLines[i] === 'grpc-message') message = percentDecoded(value);
  }
  return status === null ? null : { code: codeOf(status), message };
}

function codeOf(text: string): number | null {
  // A number without leading zeros, says the protocol.
  if (!/^(?:0|[1-9][0-9]*)$/.test(text)) return null;
  const code = Number(text);
  return code < GRPC_STATUS_NAMES.length ? code : grpcCode('UNKNOWN');
}

/** Broken encodings stay as they are: the protocol forbids to throw a message away for them. */
function percentDecoded(value: string): Buffer {
  const decoded = value.replace(/%([0-9A-Fa-f]{2})/g, (_whole, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 16)),
  );
  return Buffer.from(decoded, 'latin1');
}
