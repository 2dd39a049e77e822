import type { Edit } from './twin.ts';

/** One thing changed in the manifests that run, while the promise stays as it was. */
export interface Change {
  readonly what: string;
  readonly edits: readonly Edit[];
  /** Gates that must notice, each with the shares of all answers that the change gives it. */
  readonly red: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Gates of the same lab that must still PASS: what was changed is what is noticed. */
  readonly green: readonly string[];
  /** What a red gate says; FAIL unless told otherwise. */
  readonly verdict?: 'FAIL' | 'INCONCLUSIVE';
}

/** A scenario's twins. */
export interface Twins {
  /**
   * Requests of every gate that is weighed: so many that a correct gateway PASSes and the changed one does not, both with all but
   * certainty at a false-alarm risk of one in a million. Where a share is 0 or 1 a handful is enough.
   */
  readonly requests: Readonly<Record<string, number>>;
  readonly changes: readonly Change[];
}

const edit = (file: string, from: string, to: string): Edit => ({ file, from, to });

/** By scenario. Weights are changed to 10 beside 10 or 20 beside 20: no other line has to follow. */
export const TWINS: Readonly<Record<string, Twins>> = {
  'bill-service': {
    requests: {
      'istio/gateway: chain, front-tomcat 90/10': 300,
      'istio/gateway: chain, bill-service 90/10': 300,
      'istio/gateway: chain, both hops, each independent of the other': 225,
      'istio/https: front-tomcat 90/10': 300,
      'istio/https: plain HTTP is sent to HTTPS': 40,
      'gateway-api/gateway: front-tomcat 90/10': 300,
      'gateway-api/gateway: chain, bill-service 90/10': 300,
      'gateway-api/gateway: any other host is 404': 40,
    },
    changes: [
      {
        what: 'the weight of a hop inside the mesh',
        edits: [edit('bill-service/istio/mesh/bill-service.yaml', 'weight: 90', 'weight: 10')],
        red: {
          'istio/gateway: chain, bill-service 90/10': { 'bill-service-v1': 0.5, 'bill-service-v2': 0.5 },
          'istio/gateway: chain, both hops, each independent of the other': {
            'front-tomcat-v1+bill-service-v1': 0.45,
            'front-tomcat-v1+bill-service-v2': 0.45,
            'front-tomcat-v2+bill-service-v1': 0.05,
            'front-tomcat-v2+bill-service-v2': 0.05,
          },
        },
        green: ['istio/gateway: chain, front-tomcat 90/10'],
      },
      {
        what: 'the weight of an HTTPRoute',
        edits: [edit('bill-service/gateway-api/gateway/http-route.yaml', 'weight: 90', 'weight: 10')],
        red: { 'gateway-api/gateway: front-tomcat 90/10': { v1: 0.5, v2: 0.5 } },
        green: ['gateway-api/gateway: chain, bill-service 90/10'],
      },
      {
        what: 'the host, in Gateway and HTTPRoute',
        edits: [
          edit(
            'bill-service/gateway-api/gateway/gateway.yaml',
            'hostname: tomcat.istio-demo.com',
            'hostname: "*.istio-demo.com"',
          ),
          edit('bill-service/gateway-api/gateway/http-route.yaml', '- tomcat.istio-demo.com', '- "*.istio-demo.com"'),
        ],
        red: { 'gateway-api/gateway: any other host is 404': { '200': 1 } },
        green: ['gateway-api/gateway: chain, bill-service 90/10'],
      },
      {
        what: 'the redirect to HTTPS',
        edits: [edit('bill-service/istio/https/gateway.yaml', 'httpsRedirect: true', 'httpsRedirect: false')],
        red: { 'istio/https: plain HTTP is sent to HTTPS': { '200': 1 } },
        green: ['istio/https: front-tomcat 90/10'],
      },
    ],
  },
  bookinfo: {
    requests: {
      'gateway-api/paths: /reviews/0': 60,
      'gateway-api/paths: /ratings/1': 40,
      'gateway-api/paths: /rate/1 arrives as /ratings/1': 40,
      'gateway-api/paths: /ratings/1 arrives as /ratings/1': 40,
      'istio/header-luffy: luffy sees v2': 40,
      'istio/header-luffy: others see v3': 40,
      'istio/reviews-90-10: reviews 90/10/0': 300,
      'istio/replicas-random: reviews v2 only': 40,
      'istio/replicas-random: each of three replicas a third': 300,
    },
    changes: [
      {
        what: 'a path',
        edits: [edit('bookinfo/gateway-api/paths/bookinfo.yaml', 'value: /reviews', 'value: /opinions')],
        red: { 'gateway-api/paths: /reviews/0': { 'productpage-v1': 1 } },
        green: ['gateway-api/paths: /ratings/1'],
      },
      {
        what: 'a rewrite',
        edits: [edit('bookinfo/gateway-api/paths/bookinfo.yaml', 'replacePrefixMatch: /ratings', 'replacePrefixMatch: /scores')],
        red: { 'gateway-api/paths: /rate/1 arrives as /ratings/1': { '/scores/1': 1 } },
        green: ['gateway-api/paths: /ratings/1 arrives as /ratings/1'],
      },
      {
        what: 'the value of a header',
        edits: [edit('bookinfo/istio/header-luffy/reviews.yaml', 'exact: luffy', 'exact: nami')],
        red: { 'istio/header-luffy: luffy sees v2': { 'reviews-v3': 1 } },
        green: ['istio/header-luffy: others see v3'],
      },
      {
        what: 'a weight of zero',
        edits: [edit('bookinfo/istio/reviews-90-10/reviews.yaml', 'weight: 0', 'weight: 25')],
        red: { 'istio/reviews-90-10: reviews 90/10/0': { 'reviews-v1': 0.72, 'reviews-v2': 0.08, 'reviews-v3': 0.2 } },
        green: [],
      },
      {
        what: 'the number of replicas',
        edits: [edit('bookinfo/istio/replicas-random/kustomization.yaml', 'count: 3', 'count: 2')],
        // The third has no address to be called by.
        red: { 'istio/replicas-random: each of three replicas a third': { '?': 0 } },
        green: ['istio/replicas-random: reviews v2 only'],
      },
    ],
  },
  'bookinfo-multicluster': {
    requests: {
      'cluster1: jason sees v2 and v3 of cluster 2, 50/50': 200,
      'cluster1: everybody else sees v1': 40,
      'cluster1: a path without a rule is 404': 40,
    },
    changes: [
      {
        what: 'the server name of a subset in the other cluster',
        edits: [edit('bookinfo-multicluster/cluster1/reviews.yaml', 'outbound_.9080_.v2_', 'outbound_.9080_.v3_')],
        red: { 'cluster1: jason sees v2 and v3 of cluster 2, 50/50': { 'reviews-v2': 0, 'reviews-v3': 1 } },
        green: ['cluster1: everybody else sees v1', 'cluster1: a path without a rule is 404'],
      },
    ],
  },
  'details-abort': {
    requests: {
      'istio: half of the calls inside the mesh are 500': 400,
      'istio: half of the pages are 502, because details failed': 300,
      'istio: through the gateway details always answers': 40,
    },
    changes: [
      {
        what: 'the percentage of an abort',
        edits: [edit('details-abort/istio/details.yaml', 'value: 50', 'value: 80')],
        red: {
          'istio: half of the calls inside the mesh are 500': { '200': 0.2, '500': 0.8 },
          'istio: half of the pages are 502, because details failed': { '200': 0.2, '502': 0.8 },
        },
        green: ['istio: through the gateway details always answers'],
      },
    ],
  },
  'hello-vm': {
    requests: { 'kind: hello2-svc 30/60/10': 500, 'kind: hello1-svc, the whole chain': 500, 'kind: ingress, hello3': 40 },
    changes: [
      {
        what: 'a weight of three',
        edits: [edit('hello-vm/rules/hello2.yaml', 'weight: 60', 'weight: 10')],
        red: {
          'kind: hello2-svc 30/60/10': { Hello: 0.6, Bonjour: 0.2, Hola: 0.2 },
          'kind: hello1-svc, the whole chain': { Hello: 0.6, Bonjour: 0.2, Hola: 0.2 },
        },
        green: ['kind: ingress, hello3'],
      },
    ],
  },
  'httpbin-circuit-breaker': {
    requests: {
      'istio: 200 ms a request, four connections are refused, at whatever rate': 24,
      'istio: one connection is never refused': 40,
    },
    changes: [
      {
        what: 'how many requests may wait',
        edits: [
          edit(
            'httpbin-circuit-breaker/istio/destination-rule.yaml',
            'http1MaxPendingRequests: 1\n',
            'http1MaxPendingRequests: 100\n',
          ),
        ],
        red: { 'istio: 200 ms a request, four connections are refused, at whatever rate': { '200': 1 } },
        green: ['istio: one connection is never refused'],
        verdict: 'INCONCLUSIVE',
      },
      {
        what: 'the limits, all taken away',
        edits: [
          edit(
            'httpbin-circuit-breaker/istio/destination-rule.yaml',
            `  trafficPolicy:
    connectionPool:
      tcp:
        maxConnections: 1
      http:
        http1MaxPendingRequests: 1
        maxRequestsPerConnection: 1
`,
            '',
          ),
        ],
        red: { 'istio: 200 ms a request, four connections are refused, at whatever rate': { '200': 1 } },
        green: ['istio: one connection is never refused'],
        verdict: 'INCONCLUSIVE',
      },
    ],
  },
  'httpbin-mirror': {
    requests: {
      'istio/mirror-20: one request in five is mirrored': 2400,
      'istio/mirror-20: only v1 answers': 40,
      'istio/mirror-100: every request is mirrored': 400,
      'istio/mirror-100: /httpbin/get arrives as /get': 40,
    },
    changes: [
      {
        what: 'the percentage of a mirror',
        edits: [edit('httpbin-mirror/istio/mirror-20/httpbin.yaml', 'value: 20', 'value: 30')],
        red: { 'istio/mirror-20: one request in five is mirrored': { mirrored: 0.3, unmirrored: 0.7 } },
        green: ['istio/mirror-20: only v1 answers'],
      },
      {
        what: 'a mirror of everything',
        edits: [edit('httpbin-mirror/istio/mirror-100/httpbin.yaml', 'value: 100', 'value: 90')],
        red: { 'istio/mirror-100: every request is mirrored': { mirrored: 0.9, unmirrored: 0.1 } },
        green: ['istio/mirror-100: /httpbin/get arrives as /get'],
      },
    ],
  },
  'httpbin-retries': {
    requests: {
      'istio: two failures are mended by the third attempt': 40,
      'istio: what always fails is tried four times and stays 502': 40,
      'istio: what does not fail is tried once': 40,
      'istio: three seconds are too slow, four times': 16,
    },
    changes: [
      {
        what: 'the number of retries',
        edits: [edit('httpbin-retries/istio/virtual-service.yaml', 'attempts: 3', 'attempts: 1')],
        red: {
          'istio: two failures are mended by the third attempt': { '503+2': 1 },
          'istio: what always fails is tried four times and stays 502': { '502+2': 1 },
        },
        green: ['istio: what does not fail is tried once'],
      },
      {
        what: 'what is tried again',
        edits: [edit('httpbin-retries/istio/virtual-service.yaml', 'retryOn: 5xx', 'retryOn: connect-failure')],
        red: {
          'istio: two failures are mended by the third attempt': { '503+1': 1 },
          'istio: what always fails is tried four times and stays 502': { '502+1': 1 },
        },
        green: ['istio: what does not fail is tried once'],
      },
      {
        what: 'the time of one try',
        edits: [edit('httpbin-retries/istio/virtual-service.yaml', 'perTryTimeout: 2s', 'perTryTimeout: 6s')],
        red: { 'istio: three seconds are too slow, four times': { '200': 1 } },
        green: ['istio: what always fails is tried four times and stays 502'],
      },
    ],
  },
  'ratings-delay': {
    requests: { 'istio: luffy is told 504 after a second': 24, 'istio: others wait two seconds': 24 },
    changes: [
      {
        what: 'the delay',
        edits: [edit('ratings-delay/istio/ratings.yaml', 'fixedDelay: 2s', 'fixedDelay: 1s')],
        red: { 'istio: others wait two seconds': { slow: 0, fast: 1 } },
        green: [],
      },
      {
        what: 'the timeout',
        edits: [edit('ratings-delay/istio/reviews.yaml', 'timeout: 1s', 'timeout: 5s')],
        red: { 'istio: luffy is told 504 after a second': { '200': 1 } },
        green: ['istio: others wait two seconds'],
      },
    ],
  },
  'tcp-echo': {
    requests: { 'istio: 80/20 through port 31400': 400, 'istio: 50/50 past the gateway, from outside the mesh': 400 },
    changes: [
      {
        what: 'the weight of a TCP route',
        edits: [edit('tcp-echo/istio/virtual-service.yaml', 'weight: 80', 'weight: 20')],
        red: { 'istio: 80/20 through port 31400': { one: 0.5, two: 0.5 } },
        green: ['istio: 50/50 past the gateway, from outside the mesh'],
      },
      {
        what: 'the replicas of one version, where no rule weighs versions',
        edits: [
          edit('tcp-echo/istio/kustomization.yaml', 'resources:', 'replicas:\n  - name: tcp-echo-v1\n    count: 4\nresources:'),
        ],
        red: { 'istio: 50/50 past the gateway, from outside the mesh': { one: 0.8, two: 0.2 } },
        green: ['istio: 80/20 through port 31400'],
      },
    ],
  },
  'tcp-echo-custom-port': {
    requests: { 'istio: 80/20 through port 28674': 400, 'gateway-api: 80/20 through port 28674': 400 },
    changes: [
      {
        what: 'the label of a subset',
        edits: [
          edit(
            'tcp-echo-custom-port/istio/destination-rule.yaml',
            'labels:\n        version: v2',
            'labels:\n        version: v1',
          ),
        ],
        red: { 'istio: 80/20 through port 28674': { one: 1, two: 0 } },
        green: [],
      },
      {
        what: 'the weight of a TCPRoute',
        edits: [edit('tcp-echo-custom-port/gateway-api/tcp-route.yaml', 'weight: 80', 'weight: 20')],
        red: { 'gateway-api: 80/20 through port 28674': { one: 0.5, two: 0.5 } },
        green: [],
      },
    ],
  },
};
