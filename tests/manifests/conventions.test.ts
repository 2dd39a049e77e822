import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { parse } from 'yaml';
import { inProcess, ROOT } from '../cli/command.ts';
import { build } from './kustomize.ts';
import { ALL_OBJECTS, KUSTOMIZATIONS, MANIFESTS, named, SCENARIOS, textOf, type Written } from './scenarios.ts';

const ofKind = (kind: string, objects: readonly Written[] = ALL_OBJECTS) => objects.filter(({ value }) => value.kind === kind);
const VERSION = /ARG VERSION=(\S+)/.exec(readFileSync(join(ROOT, 'Dockerfile'), 'utf8'))?.[1];

describe('workloads of the manifests', () => {
  for (const deployment of ofKind('Deployment')) {
    const { metadata, spec } = deployment.value;
    const { labels } = spec.template.metadata;
    const [container, ...others] = spec.template.spec.containers;

    it(`${named(deployment)} carries app and version, and selects by both`, () => {
      assert.equal(deployment.value.apiVersion, 'apps/v1');
      assert.deepEqual(spec.selector.matchLabels, { app: labels.app, version: labels.version });
      assert.deepEqual(metadata.labels, spec.selector.matchLabels);
      assert.match(labels.version, /^v\d$/);
      assert.equal(spec.replicas, 1);
      assert.equal(others.length, 0);
    });

    it(`${named(deployment)} runs a pinned image of ours, without rights it does not need`, () => {
      assert.match(container.image, new RegExp(`^(tcp-echo|http-hello):${VERSION}$`));
      assert.equal(container.imagePullPolicy, 'IfNotPresent');
      assert.deepEqual(container.securityContext, {
        runAsNonRoot: true,
        readOnlyRootFilesystem: true,
        allowPrivilegeEscalation: false,
        capabilities: { drop: ['ALL'] },
        seccompProfile: { type: 'RuntimeDefault' },
      });
      assert.deepEqual(Object.keys(container.resources.requests), ['cpu', 'memory']);
    });

    it(`${named(deployment)} listens on a named port of 1024 or more, where it says so`, () => {
      const isHello = container.image.startsWith('http-hello');
      const [port, ...more] = container.ports;
      assert.equal(more.length, 0);
      assert.equal(port.name, isHello ? 'http' : 'tcp');
      assert.ok(port.containerPort >= 1024);
      const told = isHello ? variableOf(container, 'PORT', '8001') : container.args[0];
      assert.equal(told, String(port.containerPort));
      const probe = container.readinessProbe;
      assert.deepEqual(probe, isHello ? { httpGet: { path: '/readyz', port: 'http' } } : { tcpSocket: { port: 'tcp' } });
    });
  }

  it('greet so that every version of a service names itself', () => {
    for (const folder of KUSTOMIZATIONS) {
      const greetings = ofKind('Deployment', build(folder)).map(({ value }) => {
        const [container] = value.spec.template.spec.containers;
        const language = variableOf(container, 'HELLO_LANGUAGE', 'en');
        return `${value.spec.template.metadata.labels.app} ${container.args?.[1] ?? variableOf(container, 'HELLO_GREETING', language)}`;
      });
      assert.equal(new Set(greetings).size, greetings.length, `${folder}: ${greetings}`);
    }
  });

  it('say the version of their label', () => {
    const ofLanguage: Record<string, string> = { en: 'v1', fr: 'v2', es: 'v3' };
    for (const deployment of ofKind('Deployment')) {
      const [container] = deployment.value.spec.template.spec.containers;
      if (!container.image.startsWith('http-hello')) continue;
      const said = variableOf(container, 'HELLO_VERSION', ofLanguage[variableOf(container, 'HELLO_LANGUAGE', 'en')] ?? '');
      assert.equal(said, deployment.value.spec.template.metadata.labels.version, named(deployment));
    }
  });
});

describe('services of the manifests', () => {
  for (const service of ofKind('Service')) {
    it(`${named(service)} has a port that is named for its protocol`, () => {
      for (const port of service.value.spec.ports) assert.match(port.name, /^(tcp|http|tls)(-[a-z]+)*$/);
    });
  }

  it('open ports of the ingress beside the installed Service, never over it', () => {
    const added = ofKind('Service').filter(({ value }) => value.metadata.namespace === 'istio-system');
    assert.ok(added.length >= 4);
    const names = added.map(({ value }) => value.metadata.name);
    assert.equal(new Set(names).size, names.length);
    assert.ok(!names.includes('istio-ingressgateway'));
    for (const { value } of added) {
      assert.deepEqual(value.spec.selector, { istio: 'ingressgateway' });
      for (const { nodePort = 30_000 } of value.spec.ports) assert.ok(nodePort >= 30_000 && nodePort <= 32_767);
    }
    const ports = added.flatMap(({ value }) => value.spec.ports.map((port: { nodePort?: number }) => port.nodePort ?? []));
    assert.equal(new Set(ports.flat()).size, ports.flat().length, 'all scenarios fit on one cluster');
  });

  it('none is called hello2-svc, which is a ServiceEntry', () => {
    assert.ok(!ofKind('Service').some(({ value }) => value.metadata.name === 'hello2-svc'));
  });

  it('Gateway API overlays that split have one Service per version', () => {
    for (const folder of KUSTOMIZATIONS.filter((path) => path.includes('/gateway-api'))) {
      const objects = build(folder);
      const services = new Map(ofKind('Service', objects).map(({ value }) => [value.metadata.name, value.spec.selector]));
      for (const route of [...ofKind('HTTPRoute', objects), ...ofKind('TCPRoute', objects)]) {
        for (const { backendRefs = [] } of route.value.spec.rules) {
          for (const { name } of backendRefs) {
            assert.ok(services.has(name), `${named(route)}: ${name} is a Service of this build`);
            if (backendRefs.length > 1) assert.match(services.get(name).version, /^v\d$/, named(route));
          }
        }
      }
    }
  });
});

interface Gate {
  readonly name: string;
  readonly routes?: string;
  readonly 'lab-overlay'?: string;
  readonly 'lab-peer'?: string;
}

const gatesOf = (scenario: string): readonly Gate[] => parse(textOf(`${scenario}/gates.yaml`)).gates;

describe('gates of the manifests', () => {
  for (const scenario of SCENARIOS) {
    const gates = gatesOf(scenario);

    it(`${scenario}: every gate names the overlay that a lab starts, or says that none can`, () => {
      for (const { name, routes, 'lab-overlay': overlay, 'lab-peer': peer } of gates) {
        const started = overlay ?? routes;
        assert.ok(started === 'none' || KUSTOMIZATIONS.includes(`${scenario}/${started}`), `${name}: ${started}`);
        if (peer !== undefined) assert.ok(KUSTOMIZATIONS.includes(`${scenario}/${peer}`), `${name}: ${peer}`);
        if (started === 'none') assert.equal(peer, undefined, name);
      }
    });

    it(`${scenario}: a gate without a lab, or in the lab of another overlay than its own, says why`, () => {
      for (const written of textOf(`${scenario}/gates.yaml`)
        .split(/^ {2}- /m)
        .slice(1)) {
        const own = /^name: "?([^:]+):/.exec(written)?.[1];
        const [, overlay, comment] = /^ +lab-overlay: (\S+)(.*)$/m.exec(written) ?? [];
        if (overlay !== undefined && overlay !== own) assert.match(comment ?? '', /^ # \w/, written);
      }
    });

    it(`${scenario}: a lab can be planned for every gate, and all but those without one are listed`, async () => {
      const { code, stdout, stderr } = await inProcess(['verify', '--lab', `manifests/${scenario}`, '--list-gates']);
      assert.equal(code, 0, stderr);
      const inLab = gates.filter((gate) => gate['lab-overlay'] !== 'none');
      assert.equal(stdout.trimEnd().split('\n').length, inLab.length);
      const left = gates.length - inLab.length;
      assert.equal(stderr, left === 0 ? '' : `${left} gates are left out: no lab can stand for what they ask\n`);
    });
  }

  it('leave out only what asks real machines by their address', () => {
    const without = SCENARIOS.flatMap((scenario) => gatesOf(scenario).filter((gate) => gate['lab-overlay'] === 'none'));
    assert.equal(without.length, 6);
    for (const { name } of without) assert.match(name, /^istio: machine (en|fr|es) /);
  });
});

describe('everything in the manifests', () => {
  it('has a namespace, that of its scenario or that of the ingress', () => {
    for (const folder of KUSTOMIZATIONS) {
      const objects = build(folder);
      const [namespace, ...others] = ofKind('Namespace', objects);
      if (namespace === undefined) continue;
      assert.equal(others.length, 0, folder);
      assert.deepEqual(namespace.value.metadata.labels, { 'istio-injection': 'enabled' });
      const allowed = [namespace.value.metadata.name, 'istio-system'];
      for (const object of objects) {
        if (object.value.kind !== 'Namespace')
          assert.ok(allowed.includes(object.value.metadata.namespace ?? ''), `${folder}: ${named(object)}`);
      }
    }
  });

  it('is written in the current version of its API', () => {
    const current: Record<string, string> = {
      'networking.istio.io': 'v1',
      'security.istio.io': 'v1',
      'gateway.networking.k8s.io': 'v1',
      'networking.k8s.io': 'v1',
      apps: 'v1',
    };
    for (const object of ALL_OBJECTS) {
      const [group = '', version] = object.value.apiVersion.split('/');
      if (version === undefined) assert.equal(object.value.apiVersion, 'v1');
      else assert.equal(version, current[group], named(object));
    }
  });

  it('keeps no secret and no certificate', () => {
    assert.equal(ofKind('Secret').length, 0);
    for (const scenario of SCENARIOS) assert.ok(!existsSync(join(MANIFESTS, scenario, 'tomcat.key')));
  });

  it('has one line to edit for the address of the other cluster', () => {
    const address = '203.0.113.10';
    const holding = [...new Set(ALL_OBJECTS.map(({ file }) => file))].filter((file) => textOf(file).includes(address));
    assert.deepEqual(holding, ['bookinfo-multicluster/cluster1/cluster2-gateway.yaml']);
    assert.equal(textOf(holding[0] ?? '').split(address).length, 2);
  });
});

function variableOf(container: { env?: { name: string; value?: string }[] }, name: string, otherwise: string): string {
  return container.env?.find((variable) => variable.name === name)?.value ?? otherwise;
}
