import { HELLO_METHOD } from '../model/probe.ts';
import { shown } from '../text/shown.ts';
import { usageError } from './usage-error.ts';

/** Package, service and method by protobuf's rules for names; services of other languages keep to them, too. */
const METHOD = /^\/[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*\/[A-Za-z_]\w*$/;

/**
 * The method that a gRPC target calls, by the path of its address `text`: `/package.Service/Method`; weighbridge's own where none is
 * written. Throws a RangeError of one line naming `flag`, the value and the fix.
 */
export const parseGrpcMethod = (path: string, text: string, flag: string): string => {
  if (path === '/') {
    return HELLO_METHOD;
  }
  if (!METHOD.test(path)) {
    const fix = `write /package.Service/Method, or leave it out to call ${HELLO_METHOD}`;
    throw usageError(flag, text, `${shown(path)} is not a gRPC method`, fix);
  }
  return path;
};
