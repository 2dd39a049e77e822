import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { fakeEnvoy } from '../harness/lab/fake-envoy.ts';
import { leftIn } from '../harness/lab/left-in.ts';
import { MIRRORED, ONE_POD } from '../harness/lab/one-pod.ts';
import { assertUsage, inProcess, reportOf, scratch } from './command.ts';

const [folder, temporary, programs] = [scratch(), scratch(), scratch()];
process.env.TMPDIR = temporary;
const file = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
const shop = file('shop.yaml', ONE_POD);
const mirrored = file('mirrored.yaml', MIRRORED);
const EXPECT = ['--expect', 'v1=1', '--group-by', 'header:x-version'] as const;

/** A scenario with these gates and one overlay, `istio`. */
const scenario = (name: string, ...gates: readonly string[]): string => {
  const path = join(folder, name);
  mkdirSync(join(path, 'istio'), { recursive: true });
  writeFileSync(join(path, 'istio/kustomization.yaml'), 'resources: [shop.yaml]\n');
  writeFileSync(join(path, 'istio/shop.yaml'), ONE_POD);
  writeFileSync(join(path, 'gates.yaml'), `gates:\n${gates.map((gate) => `  - ${gate}\n`).join('')}`);
  return path;
};
const two = scenario(
  'two',
  '{ name: one, lab-overlay: istio, target: "http://a/", expect: v1=1, group-by: "header:x-version" }',
  '{ name: machine, lab-overlay: none, target: "http://192.0.2.1/", expect: v1=1 }',
);

/** What stands after `verify`, and what the line must say. */
const REFUSED: readonly (readonly [args: readonly string[], ...parts: (string | RegExp)[]])[] = [
  [['--lab', 'bookinof'], '--lab "bookinof": there is no such stand, scenario or folder; did you mean "bookinfo"?'],
  [['--lab', shop], `--lab ${shop}: these manifests have no gates (gates.yaml); give a target`],
  [['--lab', 'bookinfo/istio/paths'], 'these manifests have no gates (gates.yaml); give a target'],
  [['--lab', two, '--config', 'x.yaml'], '--config: --lab', 'has gates of its own', 'leave one of the two out'],
  [['--lab', two, '--gate', 'oen'], '--gate "oen": no gate of', 'did you mean "one"?'],
  [['--lab', two, '--gate', ''], '--gate'],
  [['--lab', two, '--expect', '1,2'], '--expect cannot stand beside --lab', 'write expect: in the file'],
  [['--lab', two, '--lab-overlay', 'x'], '--lab-overlay cannot stand beside --lab', 'write lab-overlay: in the file'],
  [['--lab', two, '--requests', '5'], '--requests cannot stand beside --lab'],
  [['--lab', two, '--connect-to', 'a:80:127.0.0.1:1'], '--connect-to: a lab on this machine is weighed', 'leave it out'],
  [['--config', join(two, 'gates.yaml'), '--gateway', 'nginx'], '--gateway: the gates of --config are weighed where', '--lab'],
  [['--config', join(two, 'gates.yaml'), '--runtime', 'docker'], '--runtime: the gates of --config are weighed where', '--lab'],
  [['--lab', two, '--gate', 'machine'], 'no lab can stand for what this gate asks; weigh them where', '--config', 'gates.yaml'],
  [['--lab', 'bookinfo', '--gate', 'nothing'], 'there are "istio/gateway: ', /, and 38 more \(--list-gates shows all\)$/m],
  [['http://a/', '--lab', shop, '--actual', '1,2', ...EXPECT], '--actual: the gateway of this lab obeys the manifests; change'],
  [['--lab', two, '--compare-connections'], '--compare-connections: weighs one target'],
  [['--lab', two, '--gateway', 'ngnix'], '--gateway "ngnix"'],
  [
    ['http://a/', '--lab', shop, '--connect-to', 'a:80:127.0.0.1:1'],
    '--connect-to: a lab on this machine is weighed',
    'leave it out',
  ],
  [['http://a/', '--lab', 'tcp-echo', '--expect', '1,1'], '--lab tcp-echo: a target is given too (http://a/)'],
  [['--lab', 'tcp-echo', '--gateway', 'nginx'], '--gateway: the stand tcp-echo has a gateway of its own'],
  [['--lab', 'http-hello', '--lab-overlay', 'x'], '--lab-overlay: the stand http-hello has a gateway of its own'],
  [['--gateway', 'nginx', '--expect', '80,20'], '--gateway: --lab is missing; give --lab and a scenario, or leave it out'],
  [['http://a/', '--runtime', 'docker', ...EXPECT], '--runtime: --lab is missing'],
  [['http://a/', '--lab-peer', 'x', ...EXPECT], '--lab-peer: --lab is missing'],
  [
    ['http://a:81/', '--lab', shop, ...EXPECT],
    /: --lab: \S+shop\.yaml:\d+: nothing in this lab listens for a:81; ask for one of the ports 80/,
  ],
  [['tcp://a:81', '--lab', shop, '--expect', 'a=1'], 'nothing in this lab listens for a:81'],
  [
    ['http://a/', '--lab', mirrored, '--gateway', 'haproxy', ...EXPECT],
    /: --lab: \S+mirrored\.yaml:\d+: mirror: .*; use the gateway envoy/,
  ],
  [
    ['http://a/', '--lab', shop, '--lab-peer', join(folder, 'none'), ...EXPECT],
    /--lab-peer \S+none: there is no such file or folder/,
  ],
  [['http://a/', '--lab', shop, '--lab-overlay', join(folder, 'none'), ...EXPECT], /none: there is no such file or folder/],
  [['http://a/', '--lab', 'manifests/bookinfo', ...EXPECT], '--lab manifests/bookinfo: holds', 'and one is meant; name it'],
  [['http://a/', '--lab', shop, '--expect', '1,2', '--routes', shop], '--routes is given too'],
  [
    ['http://a/', '--lab', file('broken.yaml', ONE_POD.replace('targetPort: 8001', 'targetPort: {}')), ...EXPECT],
    /: --lab: \S+broken\.yaml:\d+: /,
  ],
  [
    ['http://a/', '--lab', file('missing.yaml', ONE_POD.replaceAll('host: shop,', 'host: cart,')), ...EXPECT],
    /: --lab: \S+missing\.yaml:\d+: .*cart/,
  ],
  [['http://a/', '--lab', shop, '--group-by', 'mirror'], '--group-by mirror'],
  [['--lab', shop, '--list-gates'], `--list-gates: --lab ${shop} has no gates.yaml; name a scenario`],
  [['--lab', 'tcp-echo', '--gate', 'a'], '--gate: --lab tcp-echo is a stand and has no gates; name a scenario'],
  [
    ['http://x:31400/', '--lab', 'tcp-echo/istio', '--expect', 'one=1'],
    /: --lab: \S+:\d+: port 31400 .* not speak http; write tcp:/,
  ],
  [['https://a:80/', '--lab', shop, ...EXPECT], /: --lab: \S+shop\.yaml:\d+: port 80 .* does not speak https; write http:/],
  [['http://a/', '--lab', join(folder, 'none.yaml')], /--lab "\S+none\.yaml": there is no such/],
  [['http://a/', '--lab', shop, '--from', 'outside'], /: --lab \S+shop\.yaml: /],
  [['http://a/', '--lab', shop, '--from', 'outside', '--routes', shop], /: --routes \S+shop\.yaml: /],
];

describe('verify --lab', { timeout: 120_000 }, () => {
  for (const [args, ...parts] of REFUSED)
    it(`refuses ${args.map((arg) => arg.replace(`${folder}/`, '')).join(' ')}`, async () => {
      const before = process.listenerCount('exit');
      assertUsage(await inProcess(['verify', ...args]), ...parts);
      assert.deepEqual(leftIn(temporary), []);
      assert.equal(process.listenerCount('exit'), before);
    });

  it('refuses manifests as the lab of a gate, and says how they are run', async () => {
    for (const lab of ['manifests/bookinfo', shop, 'bookinfo']) {
      const gates = file('gates-of-labs.yaml', `gates:\n  - { name: a, lab: ${JSON.stringify(lab)} }\n`);
      const fix = 'for manifests run weighbridge verify --lab and their folder';
      assertUsage(await inProcess(['verify', '--config', gates]), `gates-of-labs.yaml:2: gate "a": lab "${lab}"`, fix);
      const defaults = file('defaults-of-labs.yaml', `defaults: { lab: ${JSON.stringify(lab)} }\ngates:\n  - { name: a }\n`);
      assertUsage(await inProcess(['verify', '--config', defaults]), 'defaults-of-labs.yaml:1: defaults: lab', fix);
    }
  });

  it('refuses weights of its own for the gateway of a lab, with file and line of the gate', async () => {
    const path = scenario('actual', '{ name: a, lab-overlay: istio, target: "http://a/", expect: v1=1, actual: v1=1 }');
    assertUsage(await inProcess(['verify', '--lab', path]), 'gates.yaml:2: gate "a": --actual: the gateway of this lab');
  });

  it('refuses a gate that names no manifests for the lab, with its file and line', async () => {
    const path = scenario('bare', '{ name: bare, target: "http://a/", expect: v1=1 }');
    assertUsage(
      await inProcess(['verify', '--lab', path]),
      'gates.yaml:2: gate "bare": nothing says which manifests',
      'write lab-overlay:',
    );
  });

  it('lists the gates of a scenario, tells which are left out, and starts nothing', async () => {
    const { code, stdout, stderr } = await inProcess(['verify', '--lab', two, '--list-gates']);
    assert.equal(code, 0, stderr);
    assert.match(stdout, /^one +http:\/\/a +v1=1 +\d+ requests\n$/);
    assert.equal(stderr, '1 gate is left out: no lab can stand for what they ask\n');
    assert.deepEqual(leftIn(temporary), []);
  });

  it('runs a scenario by its folder and by its gates file', async () => {
    fakeEnvoy(programs);
    for (const lab of [two, `${two}/gates.yaml`]) {
      const ended = await inProcess(['verify', '--lab', lab, '--report', 'json']);
      assert.equal(ended.code, 0, ended.stderr);
      const [gate, ...others] = reportOf(ended).gates;
      assert.deepEqual([gate?.name, gate?.verdict, others.length], ['one', 'PASS', 0]);
    }
    assert.deepEqual(leftIn(temporary), []);
  });

  it('saves a tally for each gate of a scenario', async () => {
    fakeEnvoy(programs);
    const gate = 'lab-overlay: istio, target: "http://a/", expect: v1=1, group-by: "header:x-version"';
    const path = scenario('saved', `{ name: one, ${gate} }`, `{ name: other, ${gate} }`);
    const tallies = join(folder, 'tallies');
    const { code, stderr } = await inProcess(['verify', '--lab', path, '--tally', tallies]);
    assert.equal(code, 0, stderr);
    assert.deepEqual(readdirSync(tallies).toSorted(), ['one.json', 'other.json']);
    assertUsage(await inProcess(['verify', '--lab', path, '--tally', shop]), '--tally', 'name a folder');
  });

  it('weighs a typed target by the manifests that the lab obeys', async () => {
    fakeEnvoy(programs);
    const args = ['http://a/', '--lab', shop, '--group-by', 'header:x-version', '--report', 'json'];
    const [gate] = reportOf(await inProcess(['verify', ...args])).gates;
    assert.equal(gate?.verdict, 'PASS');
    assert.match(gate.notes.join('\n'), /^v1: weight 1 at \S+shop\.yaml:\d+$/m);
    assert.ok(
      gate.notes.some((note) => /expected by VirtualService default\/a at \S+shop\.yaml:\d+/.test(note)),
      gate.notes.join('\n'),
    );
    const twin = await inProcess(['verify', ...args, '--expect', 'v2=1']);
    assert.equal(twin.code, 1, 'what is typed wins, and is wrong');
  });

  it('promises what --lab-overlay starts, where the folder holds more', async () => {
    fakeEnvoy(programs);
    const args = ['http://a/', '--lab', two, '--lab-overlay', join(two, 'istio'), '--group-by', 'header:x-version'];
    const ended = await inProcess(['verify', ...args, '--report', 'json']);
    assert.equal(ended.code, 0, ended.stderr);
    assert.match(reportOf(ended).gates[0]?.notes.join('\n') ?? '', /^v1: weight 1 at \S+two\/istio\/shop\.yaml:\d+$/m);
  });

  it('finds overlays and peers of this project by their names, wherever it runs', async () => {
    const args = ['http://istio-ingressgateway.istio-system/productpage', '--lab', 'bookinfo-multicluster/cluster1'];
    const peer = ['--lab-peer', 'bookinfo-multicluster/cluster2', '--expect', 'a=1'];
    fakeEnvoy(programs, { refuses: 'no' });
    const { code, stderr } = await inProcess(['verify', ...args, ...peer]);
    assert.equal(code, 4, stderr);
  });

  it('leaves a stand a stand', async () => {
    const ended = await inProcess(['verify', '--lab', 'tcp-echo', '--expect', '80,20', '-n', '300', '--report', 'json']);
    assert.equal(ended.code, 0, ended.stderr);
    assert.match(reportOf(ended).gates[0]?.notes.join('\n') ?? '', /lab tcp-echo: embedded gateway/);
  });

  it('sends nothing to the address of the target', async () => {
    fakeEnvoy(programs);
    // 192.0.2.1 is nobody's address (RFC 5737): answers can only come from the lab.
    const { code, stdout } = await inProcess(['verify', 'http://192.0.2.1/', '--lab', shop, ...EXPECT, '-n', '300']);
    assert.equal(code, 0, stdout);
    assert.ok(!readFileSync(shop, 'utf8').includes('192.0.2.1'));
  });
});
