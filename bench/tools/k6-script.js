// What k6 runs: one GET per iteration, and two numbers at the end.
import http from 'k6/http';

export const options = {
  vus: Number(__ENV.BENCH_CONNECTIONS),
  iterations: Number(__ENV.BENCH_REQUESTS),
  discardResponseBodies: true,
};

export default function () {
  http.get(__ENV.BENCH_URL);
}

export function handleSummary({ metrics }) {
  const { count, rate } = metrics.http_reqs.values;
  return { stdout: JSON.stringify({ requests: count, failures: metrics.http_req_failed.values.passes, perSecond: rate }) };
}
