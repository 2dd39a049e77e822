import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { test } from 'node:test';
import { Metrics } from '../../../services/http-hello/metrics.ts';
import { get, raw, startHello } from './hello-process.ts';

/** Samples by name and labels; fails on a line that is not in the text format. */
function parse(text: string): Map<string, number> {
  const samples = new Map<string, number>();
  for (const line of text.split('\n')) {
    if (line === '' || line.startsWith('# HELP ') || line.startsWith('# TYPE ')) continue;
    const sample = /^([a-z_]\w*(?:\{(?:\w+="(?:[^"\\\n]|\\.)*",?)*\})?) (\S+)$/i.exec(line);
    assert.ok(sample, line);
    samples.set(sample[1]!, Number(sample[2]));
  }
  return samples;
}

test('requests are counted by path class and status, never by path', async (t) => {
  const hello = await startHello(t, { HELLO_GREETING: 'Say "hi"' });
  for (let index = 0; index < 30; index++) await get(hello.port, `/hello/name-${index}`);
  for (let index = 0; index < 3; index++) await get(hello.port, `/page-${index}`);
  await get(hello.port, '/status/503');
  await get(hello.port, '/status/nonsense');
  await get(hello.port, '/hello/%zz');
  await get(hello.port, '/hello/eric', {}, 'POST');
  await raw(hello.port, 'GARBAGE\r\n\r\n');
  const got = await get(hello.port, '/metrics');
  assert.match(String(got.headers['content-type']), /^text\/plain; version=0\.0\.4/);
  const samples = parse(got.body);
  const count = (path: string, status: number) => samples.get(`http_hello_requests_total{path="${path}",status="${status}"}`);
  assert.deepEqual([count('hello', 200), count('other', 200), count('status', 503)], [30, 3, 1]);
  assert.deepEqual([count('unknown', 404), count('invalid', 400), count('invalid', 405)], [1, 2, 1]);
  assert.equal(samples.get('http_hello_request_duration_seconds_count{path="hello"}'), 30);
  assert.equal(samples.get('http_hello_requests_in_flight'), 1);
  assert.ok(got.body.includes('http_hello_info{version="v1",greeting="Say \\"hi\\"",pod="10.0.0.1"} 1'));
  assert.ok(samples.has('process_cpu_seconds_total'));
  assert.doesNotMatch(got.body, /name-|page-/);
});

test('requests under way never drift, also when clients vanish', async (t) => {
  const hello = await startHello(t);
  const sockets = Array.from({ length: 20 }, () => connect(hello.port, '127.0.0.1'));
  for (const socket of sockets) socket.write('GET /delay/60000 HTTP/1.1\r\nHost: x\r\n\r\n'.repeat(3));
  const inFlight = async () => parse((await get(hello.port, '/metrics')).body);
  while ((await inFlight()).get('http_hello_requests_in_flight') !== 61);
  for (const socket of sockets) socket.resetAndDestroy();
  await Promise.all(sockets.map((socket) => (socket.closed ? null : once(socket, 'close'))));
  let samples = await inFlight();
  while (samples.get('http_hello_requests_in_flight') !== 1) samples = await inFlight();
  assert.equal(samples.get('http_hello_requests_total{path="delay",status="499"}'), 60);
});

test('failures of backends are counted by backend', async () => {
  const metrics = new Metrics({ version: 'v1', greeting: 'Hello', pod: 'x' });
  metrics.hops(
    ['a:1', 'b:2'],
    [
      { line: 'x', failure: null },
      { line: 'y', failure: 504 },
    ],
  );
  const samples = parse(await metrics.text());
  assert.equal(samples.get('http_hello_backend_failures_total{backend="b:2",status="504"}'), 1);
  assert.equal(samples.get('http_hello_backend_failures_total{backend="a:1",status="502"}'), undefined);
});
