import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BenchError } from '../../../bench/bench-error.ts';
import { hey } from '../../../bench/tools/hey.ts';
import { wrk } from '../../../bench/tools/wrk.ts';

/** wrk 4.1.0 */
const WRK = `Running 2s test @ http://127.0.0.1:18099/
  1 threads and 32 connections
  Thread Stats   Avg      Stdev     Max   +/- Stdev
    Latency   517.10us    0.88ms  15.93ms   96.70%
    Req/Sec    57.69k     9.11k   64.41k    90.48%
  120665 requests in 2.10s, 26.12MB read
Requests/sec:  57405.62
Transfer/sec:     12.43MB
`;

/** hey 0.1.4 */
const HEY = `
Summary:
  Total:	0.7542 secs
  Slowest:	0.0107 secs
  Fastest:	0.0000 secs
  Average:	0.0012 secs
  Requests/sec:	26518.8234
  
  Total data:	1580000 bytes
  Size/request:	79 bytes

Response time histogram:
  0.000 [1]	|
  0.001 [9681]	|■■■■■■■■■■■■■■■■■■■■■■■■■■■■■■■■■■■■■■■■

Status code distribution:
  [200]	20000 responses

`;

test('wrk: requests, rate, and no failures where none are named', () => {
  assert.deepEqual(wrk.read(WRK), { requests: 120665, failures: 0, perSecond: 57405.62 });
});

test('wrk: errors of sockets and other statuses are failures', () => {
  const troubled = WRK.replace(
    'Requests/sec',
    '  Socket errors: connect 1, read 20, write 300, timeout 4000\n  Non-2xx or 3xx responses: 50000\nRequests/sec',
  );
  assert.equal(wrk.read(troubled).failures, 54321);
});

test('hey: requests are what was answered', () => {
  assert.deepEqual(hey.read(HEY), { requests: 20000, failures: 0, perSecond: 26518.8234 });
});

test('hey: other statuses and missing answers are failures', () => {
  const refused = 'Error distribution:\n  [64]\tGet "http://127.0.0.1:1/": dial tcp 127.0.0.1:1: connect: connection refused\n';
  const troubled = HEY.replace('[200]\t20000 responses', `[200]\t19000 responses\n  [503]\t936 responses\n\n${refused}`);
  assert.deepEqual(hey.read(troubled), { requests: 20000, failures: 1000, perSecond: 26518.8234 });
});

test('anything else is refused, never read as zero', () => {
  for (const tool of [wrk, hey])
    for (const printed of ['', 'unable to connect to 127.0.0.1:1 Connection refused\n', 'Requests/sec: many\n'])
      assert.throws(() => tool.read(printed), BenchError, `${tool.name} ${printed}`);
});

test('both are told one thread and the number of connections', () => {
  const load = { target: { url: 'http://127.0.0.1:8080/', label: 'v1' }, connections: 32, requests: 300_000, seconds: 5 };
  assert.deepEqual(wrk.command(load).args, ['-t1', '-c32', '-d5s', 'http://127.0.0.1:8080/']);
  assert.deepEqual(hey.command(load).args, ['-n', '300000', '-c', '32', '-cpus', '1', 'http://127.0.0.1:8080/']);
});
