import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { loadSync, type MethodDefinition } from '@grpc/proto-loader';
import { GREETER, GREETER_NAME, LOADING } from '../../../services/http-hello/grpc-contract.ts';

const file = fileURLToPath(new URL('../../../services/http-hello/hello.proto', import.meta.url));

/** What goes over the wire, without the names that protobuf.js makes up for files. */
function shape(service: object) {
  const methods = Object.entries(service as Record<string, MethodDefinition<object, object>>);
  return methods.map(([name, { path, requestStream, responseStream, requestType, responseType }]) => {
    return { name, path, requestStream, responseStream, request: requestType.type, response: responseType.type };
  });
}

test('the definition that the service loads is the one of hello.proto', () => {
  const written = loadSync(file, LOADING)[GREETER_NAME];
  assert.deepEqual(shape(GREETER), shape(written!));
  assert.deepEqual(
    shape(GREETER).map(({ path, responseStream }) => [path, responseStream]),
    [
      ['/weighbridge.hello.v1.Greeter/Hello', false],
      ['/weighbridge.hello.v1.Greeter/HelloStream', true],
    ],
  );
});
