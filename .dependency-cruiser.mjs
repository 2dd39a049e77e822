// The import law of the project: one rule and one reason per folder. Everything not listed here is forbidden.

/** A rule that lets `folder` import only what `allowed` matches. */
const only = (folder, allowed, comment) => ({
  name: `${folder.replaceAll('/', '-')}-imports`,
  severity: 'error',
  comment,
  from: { path: `^${folder}/` },
  to: { pathNot: [`^${folder}/`, ...allowed] },
});

const model = '^harness/model/';
const stats = '^harness/stats/';
const text = '^harness/text/';
const npm = (name) => `^node_modules/${name}/`;
const node = (...names) => `^(node:)?(${names.join('|')})(/|$)`;

export default {
  forbidden: [
    {
      name: 'no-circles',
      severity: 'error',
      comment: 'Data flows one way; a circle has no first step.',
      from: {},
      to: { circular: true },
    },
    {
      name: 'resolvable',
      severity: 'error',
      comment: 'An import that cannot be found breaks at run time.',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'nobody-imports-tests',
      severity: 'error',
      comment: 'What ships must not lean on what tests it.',
      from: { path: '^(harness|services)/' },
      to: { path: '^(tests|bench|scripts)/' },
    },
    only('harness/model', [], 'The words everyone shares depend on nobody.'),
    only('harness/stats', [], 'Pure mathematics: usable and testable without the product.'),
    only('harness/text', [], 'Showing and comparing words: below everything that writes a message.'),
    only(
      'harness/expect',
      [model, stats, text, npm('yaml'), npm('ajv')],
      'Text in, Expectation and Plan out; nothing is measured or judged here.',
    ),
    only(
      'harness/routes',
      [model, text, npm('yaml'), npm('ajv')],
      'A manifest is read without knowing what will be driven or judged.',
    ),
    only(
      'harness/drive',
      [model, npm('undici'), npm('@grpc/grpc-js'), node('net', 'tls', 'http2', 'worker_threads', 'perf_hooks', 'timers', 'dns')],
      'The driver never sees a share, so it cannot produce one by accident.',
    ),
    {
      name: 'blind-to-expectation',
      severity: 'error',
      comment: 'Driving and classifying must not know what is expected or how it will be judged.',
      from: { path: '^harness/(drive|classify)/' },
      to: { path: '^harness/model/(expectation|verdict)' },
    },
    only('harness/classify', [model], 'Reading a version off an answer needs the answer and nothing else.'),
    only(
      'harness/judge',
      [model, stats],
      'A verdict is a function of counts and the expectation: no request, no clock, no network.',
    ),
    only(
      'harness/report',
      [model, npm('simple-statistics'), npm('@observablehq/plot'), npm('linkedom'), npm('junit-report-builder')],
      'Every format is a function of the verdict alone.',
    ),
    only(
      'harness/lab',
      [
        model,
        '^harness/routes/',
        npm('testcontainers'),
        node('child_process', 'net', 'http', 'fs', 'os', 'path', 'crypto', 'url', 'timers', 'events', 'util'),
      ],
      'The lab starts things; it measures and judges nothing.',
    ),
    only(
      'harness/api',
      ['^harness/(cli|classify|expect|model|stats|text|routes)/', node('stream')],
      'Programs take the same steps as the command line, and nothing else.',
    ),
    {
      name: 'nobody-imports-the-api',
      severity: 'error',
      comment: 'The API is a way in, beside the command line; what it needs lies below both.',
      from: { pathNot: '^harness/api/' },
      to: { path: '^harness/api/' },
    },
    only(
      'services/tcp-echo',
      [node('net', 'process', 'stream', 'timers', 'events')],
      'Harness and services share no code: they meet on the wire.',
    ),
    only(
      'services/http-hello',
      [
        npm('@prometheus-io/client'),
        npm('@grpc/grpc-js'),
        npm('@grpc/proto-loader'),
        npm('grpc-health-check'),
        node('http', 'https', 'net', 'os', 'process', 'stream', 'timers', 'events', 'url'),
      ],
      'Harness and services share no code: they meet on the wire.',
    ),
  ],
  options: {
    tsPreCompilationDeps: true,
    // TypeScript 7 has no JS API to parse with.
    parser: 'swc',
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['/dist/', '^harness/bin\\.js$'] },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'types', 'default'] },
  },
};
