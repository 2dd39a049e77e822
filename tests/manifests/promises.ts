/** Renames of the versions v1 and v2 that several tables use. */
const reviews = (one: string, two: string, three: string) => `reviews-v1=${one},reviews-v2=${two},reviews-v3=${three}`;
const bills = (one: number, two: number) => `bill-service-v1=${one},bill-service-v2=${two}`;
/** 90/10 twice: 0.9 × 0.9, 0.9 × 0.1, 0.1 × 0.9 and 0.1 × 0.1, in hundredths, as one hop knows nothing of the other. */
const BOTH_HOPS = [
  'front-tomcat-v1+bill-service-v1=81',
  'front-tomcat-v1+bill-service-v2=9',
  'front-tomcat-v2+bill-service-v1=9',
  'front-tomcat-v2+bill-service-v2=1',
].join(',');

/**
 * What every gate of every scenario expects, written from the articles and not from the manifests: scenario, gate, weights. Gates that
 * only say what the expectation of `routes` is called have it here as well.
 */
export const PROMISES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'tcp-echo': {
    'istio: 80/20 through port 31400': 'one=80,two=20',
    'istio: 50/50 past the gateway, from outside the mesh': 'one=1,two=1',
    'gateway-api: 80/20 through port 31400': 'one=80,two=20',
  },
  'tcp-echo-custom-port': {
    'istio: 80/20 through port 28674': 'one=80,two=20',
    'gateway-api: 80/20 through port 28674': 'one=80,two=20',
  },
  'bill-service': {
    'base: bill-service 50/50 without a rule': bills(1, 1),
    'istio/mesh: bill-service 90/10 inside the mesh': bills(90, 10),
    'istio/mesh: bill-service 50/50 from outside the mesh': 'v1=1,v2=1',
    'istio/mesh: front-tomcat 90/10 for a client with a sidecar': 'v1=90,v2=10',
    'istio/gateway: front-tomcat 90/10': 'v1=90,v2=10',
    'istio/gateway: chain, front-tomcat 90/10': 'front-tomcat-v1=90,front-tomcat-v2=10',
    'istio/gateway: chain, bill-service 90/10': bills(90, 10),
    'istio/gateway: chain, both hops, each independent of the other': BOTH_HOPS,
    'istio/gateway: any other host is 404': '404=1',
    'istio/https: front-tomcat 90/10': 'v1=90,v2=10',
    'istio/https: plain HTTP is sent to HTTPS': '301=1',
    'istio/nginx: front-tomcat 90/10': 'v1=90,v2=10',
    'istio/ingress: front-tomcat 50/50, an Ingress does not split': 'v1=1,v2=1',
    'gateway-api/mesh: bill-service 90/10 inside the mesh': bills(90, 10),
    'gateway-api/mesh: bill-service 50/50 from outside the mesh': 'v1=1,v2=1',
    'gateway-api/mesh: front-tomcat 90/10 for a client with a sidecar': 'v1=90,v2=10',
    'gateway-api/gateway: front-tomcat 90/10': 'v1=90,v2=10',
    'gateway-api/gateway: chain, front-tomcat 90/10': 'front-tomcat-v1=90,front-tomcat-v2=10',
    'gateway-api/gateway: chain, bill-service 90/10': bills(90, 10),
    'gateway-api/gateway: chain, both hops, each independent of the other': BOTH_HOPS,
    'gateway-api/gateway: any other host is 404': '404=1',
    'gateway-api/https: front-tomcat 90/10': 'v1=90,v2=10',
    'gateway-api/https: plain HTTP is sent to HTTPS': '301=1',
  },
  bookinfo: {
    ...bookinfo('istio'),
    'istio/replicas-random: reviews v2 only': 'reviews-v2=1',
    'istio/replicas-random: each of three replicas a third': '1,1,1',
    'istio/replicas-round-robin: reviews v2 only': 'reviews-v2=1',
    'istio/replicas-round-robin: each of three replicas a third': '1,1,1',
    'istio/replicas-least-request: reviews v2 only': 'reviews-v2=1',
    'istio/replicas-least-request: each of three replicas a third': '1,1,1',
    ...bookinfo('gateway-api'),
  },
  'bookinfo-multicluster': {
    'cluster1: every request reaches productpage': 'productpage-v1=1',
    'cluster1: a path without a rule is 404': '404=1',
    'cluster1: jason sees v2 and v3 of cluster 2, 50/50': 'reviews-v2=50,reviews-v3=50',
    'cluster1: everybody else sees v1': 'reviews-v1=1',
  },
  'httpbin-mirror': {
    ...mirror('istio/mirror-100', 'every request is mirrored', 'mirrored=1'),
    ...mirror('istio/mirror-20', 'one request in five is mirrored', 'mirrored=20,unmirrored=80'),
    ...mirror('gateway-api/mirror-100', 'every request is mirrored', 'mirrored=1'),
    ...mirror('gateway-api/mirror-20', 'one request in five is mirrored', 'mirrored=20,unmirrored=80'),
  },
  'httpbin-retries': {
    'istio: only v1 answers': 'v1=1',
    'istio: /httpbin/get arrives as /get': '/get=1',
    'istio: two failures are mended by the third attempt': '200+3=1',
    'istio: what always fails is tried four times and stays 502': '502+4=1',
    'istio: what does not fail is tried once': '200+1=1',
    'istio: three seconds are too slow, four times': '504=1',
    'istio: any other host is 404': '404=1',
  },
  'httpbin-circuit-breaker': {
    'istio: only v1 answers behind the gateway': 'v1=1',
    'istio: one connection, httpbin 50/50 for the client': 'httpbin-v1=1,httpbin-v2=1',
    'istio: /httpbin/get arrives as /get': '/get=1',
    'istio: one connection is never refused': '200=1',
    'istio: any other host is 404': '404=1',
    'istio: 200 ms a request, one connection is never refused': '200=1,503=0',
    'istio: 200 ms a request, four connections are refused, at whatever rate': '503=1',
  },
  'ratings-delay': {
    'istio: luffy is told 504 after a second': '504=1',
    'istio: others see v3': 'reviews-v3=1',
    'istio: others wait two seconds': 'slow=1',
    'istio: any other host is 404': '404=1',
  },
  'details-abort': {
    'istio: half of the calls inside the mesh are 500': '200=1,500=1',
    'istio: half of the pages are 502, because details failed': '200=50,502=50',
    'istio: through the gateway details always answers': 'details-v1=1',
    'istio: any other path is 404': '404=1',
    'istio: any other host is 404': '404=1',
  },
  'hello-vm': { ...machines('istio'), ...machines('kind') },
};

function bookinfo(api: string): Record<string, string> {
  return {
    [`${api}/gateway: every request reaches productpage`]: 'productpage-v1=1',
    [`${api}/gateway: any other host is 404`]: '404=1',
    [`${api}/gateway: reviews in thirds without a rule`]: reviews('1', '1', '1'),
    [`${api}/reviews-v3: reviews v3 only`]: 'reviews-v3=1',
    [`${api}/reviews-90-10: reviews 90/10/0`]: reviews('90', '10', '0'),
    [`${api}/reviews-90-10-scaled: three replicas of v2 change nothing`]: reviews('90', '10', '0'),
    [`${api}/header-luffy: luffy sees v2`]: 'reviews-v2=1',
    [`${api}/header-luffy: others see v3`]: 'reviews-v3=1',
    [`${api}/header-luffy: nobody in particular sees v3`]: 'reviews-v3=1',
    [`${api}/paths: /productpage`]: 'productpage-v1=1',
    [`${api}/paths: /static/bookinfo.css`]: 'productpage-v1=1',
    [`${api}/paths: /reviews/0`]: reviews('1', '1', '1'),
    [`${api}/paths: /ratings/1`]: 'ratings-v1=1',
    [`${api}/paths: /rate/1`]: 'ratings-v1=1',
    [`${api}/paths: /rate`]: 'ratings-v1=1',
    [`${api}/paths: /login`]: 'productpage-v1=1',
    [`${api}/paths: /rate/1 arrives as /ratings/1`]: '/ratings/1=1',
    [`${api}/paths: /rate arrives as /ratings`]: '/ratings=1',
    [`${api}/paths: /ratings/1 arrives as /ratings/1`]: '/ratings/1=1',
    [`${api}/paths: any other host is 404`]: '404=1',
  };
}

function mirror(overlay: string, copies: string, mirrored: string): Record<string, string> {
  return {
    [`${overlay}: only v1 answers`]: 'v1=1',
    [`${overlay}: ${copies}`]: mirrored,
    [`${overlay}: /httpbin/get arrives as /get`]: '/get=1',
    [`${overlay}: any other path is 404`]: '404=1',
    [`${overlay}: any other host is 404`]: '404=1',
  };
}

function machines(overlay: string): Record<string, string> {
  const split = 'Hello=30,Bonjour=60,Hola=10';
  return {
    [`${overlay}: machine en asked directly`]: 'Hello=1',
    [`${overlay}: machine fr asked directly`]: 'Bonjour=1',
    [`${overlay}: machine es asked directly`]: 'Hola=1',
    [`${overlay}: machine en to hello3 by service`]: 'Hello=1',
    [`${overlay}: machine fr to hello3 by service`]: 'Hello=1',
    [`${overlay}: machine es to hello3 by service`]: 'Hello=1',
    [`${overlay}: hello3 by pod`]: 'Hello=1',
    [`${overlay}: hello2-svc 30/60/10`]: split,
    [`${overlay}: hello1-svc, the whole chain`]: split,
    [`${overlay}: ingress, every request reaches hello1`]: 'Hello=1',
    [`${overlay}: ingress, hello2 30/60/10`]: split,
    [`${overlay}: ingress, hello3`]: 'Hello=1',
    [`${overlay}: ingress, all answers are 200`]: '200=1',
    [`${overlay}: /hello without a name is 404`]: '404=1',
  };
}
