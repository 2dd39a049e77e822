import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ANSWER_LABEL, nginxConfig, readServed } from '../../../bench/targets/nginx-config.ts';

test('the answer is one line of eighty bytes, and one word', () => {
  assert.equal(Buffer.byteLength(`${ANSWER_LABEL}\n`), 80);
  assert.match(ANSWER_LABEL, /^v1\S+$/);
  assert.ok(nginxConfig(8080, '/somewhere').includes(`return 200 "${ANSWER_LABEL}\\n"`));
});

test('it listens on loopback only', () => {
  const listens = [...nginxConfig(8080, '/somewhere').matchAll(/listen ([^ ;]+)/g)].map((match) => match[1]);
  assert.deepEqual(listens, ['127.0.0.1:8080']);
});

test('the number of requests is the third of the status page', () => {
  const page = 'Active connections: 1 \nserver accepts handled requests\n 167 167 260703 \nReading: 0 Writing: 1 Waiting: 0 \n';
  assert.equal(readServed(page), 260703);
  assert.throws(() => readServed('<html>404 Not Found</html>'), RangeError);
});
