import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import type { AskedGate } from '../../../harness/cli/asked-gate.ts';
import { askedGates } from '../../../harness/cli/asked-gates.ts';
import { readCommandLine } from '../../../harness/cli/command-line.ts';
import { VERIFY } from '../../../harness/cli/commands/verify.ts';
import { BESIDE_CONFIG, GATE_OPTIONS } from '../../../harness/cli/gate-options.ts';
import { OPTIONS, type OptionName } from '../../../harness/cli/options.ts';
import { UsageError } from '../../../harness/cli/usage-error.ts';
import schema from '../../../harness/expect/gates.schema.json' with { type: 'json' };
import { gatesSchema } from '../../../scripts/gates-schema-text.ts';
import { fakeHost, scratch } from '../../cli/command.ts';

const validate = new Ajv2020({ strictTypes: false }).compile(schema);
const folder = scratch();

const asked = async (...args: readonly string[]): Promise<readonly AskedGate[]> => {
  const command = readCommandLine(['verify', ...args], {});
  assert.equal(command.verb, 'verify');
  return askedGates(command, fakeHost([]).host);
};

/** The gates of a file with this text. */
const fromFile = (text: string, ...args: readonly string[]) => {
  const file = join(folder, 'w.yaml');
  writeFileSync(file, text);
  return asked('--config', file, ...args);
};

/** The error of a promise, without the name of the folder. */
const errorOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'none',
    (error: unknown) => {
      assert.ok(error instanceof UsageError, String(error));
      return error.message.replaceAll(`${folder}/`, '');
    },
  );

const HEAD = 'gates:\n  - name: shop\n    target: http://h:1/\n';
const VALUES = [
  ...['80,20', 'one=80,two=20', '1:2:3', '0', '1', '2', '0.5', '1e3', '0x10', '-1', '.5', '5.', '99.9', '100', '1000', 'abc'],
  ...['', ' ', '30s', '5m', 'max', '10/s', 'auto', 'exact', 'mc', 'fail', 'pass', 'on', 'off', 'GET', 'Name: value', 'a,b'],
  ...[
    'tcp-echo',
    'http-hello',
    'header:x-version',
    'word:1',
    '18446744073709551615',
    '1,1',
    'one=1,one=2',
    '٣',
    '80 %',
    '\u001b[2J',
  ],
];

describe('gates of a file', () => {
  it('about mirrors read the log that is typed beside them, others do not', async () => {
    const text = `${HEAD}    group-by: mirror\n    evidence: own.log\n  - name: other\n    target: http://h:1/\n`;
    const logs = (gates: readonly AskedGate[]) => gates.map(({ options }) => options.evidence?.replace(`${folder}/`, ''));
    assert.deepEqual(logs(await fromFile(text)), ['own.log', undefined]);
    assert.deepEqual(logs(await fromFile(text, '--evidence', 'typed.log')), ['typed.log', undefined]);
  });

  it('have the published schema, written from the list of options', () => {
    assert.deepEqual(schema, JSON.parse(gatesSchema()));
  });

  it('have every option of verify that is about a gate, and only those', () => {
    assert.deepEqual(
      Object.keys(OPTIONS).filter((name) => !GATE_OPTIONS.includes(name as OptionName)),
      [
        'counts',
        'target',
        'path',
        'port',
        'strict',
        'compare-connections',
        'report',
        'out',
        'tally',
        'gateway',
        'runtime',
        'config-only',
        'config',
        'gate',
        'list-gates',
      ],
    );
  });

  it('read every value by the parser of its flag: the same value, or the same words with file and line in front', async () => {
    // Of a lab, or for another target, some values are refused for another reason.
    const others: readonly OptionName[] = ['lab', 'lab-overlay', 'lab-peer', 'connect-to', 'routes'];
    for (const name of GATE_OPTIONS.filter((option) => OPTIONS[option].kind !== 'flag' && !others.includes(option))) {
      for (const text of VALUES) {
        const typed = await errorOf(asked('http://h:1/', `--${name}=${text}`));
        const written = await errorOf(fromFile(`${HEAD}    ${name}: ${JSON.stringify(text)}\n`));
        assert.equal(written, typed === 'none' ? 'none' : `w.yaml:4: gate "shop": ${typed}`, `${name} ${text}`);
        if (typed !== 'none') continue;
        const [[one], [other]] = [
          await asked('http://h:1/', `--${name}=${text}`),
          await fromFile(`${HEAD}    ${name}: ${JSON.stringify(text)}\n`),
        ];
        const files = ['cacert', 'cert-file', 'key-file', 'evidence'].includes(name);
        if (!files) assert.deepEqual(other?.options[name as 'expect'], one?.options[name as 'expect']);
        assert.ok(other?.given.has(name));
      }
    }
  });

  it('are not refused by the schema when the parsers take them', async () => {
    const name = fc.constantFrom<string>(...GATE_OPTIONS, 'target', 'name', 'wieghts', 'report');
    const value = fc.oneof(
      fc.constantFrom<unknown>(...VALUES),
      fc.constantFrom<unknown>(true, false, null, 1, 0.5, 80, [], ['a: b'], ['a'], {}, { a: 1 }),
    );
    const gate = fc.dictionary(name, value, { maxKeys: 2 });
    let [taken, refused] = [0, 0];
    await fc.assert(
      fc.asyncProperty(fc.array(gate, { maxLength: 2 }), gate, async (gates, defaults) => {
        const document = {
          ...(Object.keys(defaults).length === 0 ? {} : { defaults }),
          gates: gates.map((fields, i) => ({ name: `g${i}`, lab: 'tcp-echo', ...fields })),
        };
        const text = JSON.stringify(document);
        const fault = await errorOf(fromFile(text));
        if (!validate(document)) assert.notEqual(fault, 'none', text);
        if (fault === 'none') taken += 1;
        else {
          refused += 1;
          assert.match(fault, /^w\.yaml:\d+: \P{Cc}+; \P{Cc}+$/u);
        }
      }),
      { seed: 7, numRuns: 400 },
    );
    assert.ok(taken > 20 && refused > 100, `${taken} taken, ${refused} refused`);
  });

  it('take what is typed about risk and reports beside the file, for every gate', async () => {
    const text = `${HEAD}    tolerance: 5\n  - {name: other, lab: tcp-echo}\n`;
    const gates = await fromFile(text, '--tolerance', '2', '--on-inconclusive', 'pass', '--prove-it-can-fail');
    for (const { options, given } of gates) {
      assert.deepEqual([options.tolerance, options['on-inconclusive'], options['prove-it-can-fail']], [2, 'pass', true]);
      assert.ok(given.has('tolerance'));
    }
    assert.deepEqual(
      (await fromFile(text)).map(({ options }) => options.tolerance),
      [5, undefined],
    );
  });

  it('refuse everything else beside the file', async () => {
    const others = VERIFY.options.filter((name) => !BESIDE_CONFIG.includes(name as OptionName));
    assert.ok(others.includes('requests') && others.includes('expect') && others.includes('lab'));
    for (const name of others) {
      const { kind } = OPTIONS[name as OptionName];
      const value =
        {
          requests: '5',
          connections: '5',
          streams: '2',
          threads: '2',
          warmup: '5',
          lab: 'tcp-echo',
          gateway: 'envoy',
          runtime: 'process',
          header: 'a: b',
          method: 'GET',
          from: 'mesh',
          probe: 'tcp://h:1',
        }[name as string] ?? '1s';
      const args = kind === 'flag' ? [`--${name}`] : [`--${name}=${['expect', 'actual'].includes(name) ? '1,2' : value}`];
      if (['rate'].includes(name)) args[0] = '--rate=5';
      const fault = await errorOf(fromFile(HEAD, ...args));
      assert.match(fault, new RegExp(`^--${name}(:| cannot stand beside --config; write ${name}: in the file)`), name);
    }
    assert.match(await errorOf(fromFile(HEAD, 'tcp://h:1')), /^tcp:\/\/h:1: --config is given too/);
  });

  it('are chosen by name, in the order of the file', async () => {
    const text = 'defaults: {lab: tcp-echo}\ngates:\n- name: a b\n- name: c\n- name: d\n';
    const names = async (...args: readonly string[]) => (await fromFile(text, ...args)).map(({ name }) => name);
    assert.deepEqual(await names('--gate', 'd', '--gate', 'a b'), ['a b', 'd']);
    assert.deepEqual(await names(), ['a b', 'c', 'd']);
    assert.match(
      await errorOf(names('--gate', 'e')),
      /^--gate "e": no gate of w\.yaml has this name; there are "a b", "c", "d"$/,
    );
    assert.match(await errorOf(names('--gate', 'a bb')), /did you mean "a b"\?$/);
  });

  it('take addresses that are typed beside the file before their own', async () => {
    const text = `${HEAD}    connect-to: h:1:own:1\n  - {name: other, target: "http://o:2/"}\n`;
    const gates = await fromFile(text, '--connect-to', 'h:1:typed:2', '--connect-to', 'o:2:there:3');
    assert.deepEqual(
      gates.map(({ options }) => options['connect-to'].map(({ toHost }) => toHost)),
      [
        ['typed', 'there', 'own'],
        ['typed', 'there'],
      ],
    );
  });

  it('name manifests beside themselves, as relative as they were named', async () => {
    const [gate] = await fromFile(`${HEAD}    routes: [istio, ../shop/a.yaml, /etc/b.yaml]\n`);
    assert.deepEqual(gate?.options.routes, [join(folder, 'istio'), join(folder, '../shop/a.yaml'), '/etc/b.yaml']);
    assert.match(
      await errorOf(fromFile(`${HEAD}    routes: "-"\n`)),
      /^w\.yaml:4: gate "shop": routes "-": a gates file names manifests by file; /,
    );
  });

  it('name the manifests of a lab beside themselves too, none included', async () => {
    const [gate] = await fromFile(`${HEAD}    lab-overlay: [istio, /etc/b.yaml]\n    lab-peer: ../cluster2\n`);
    assert.deepEqual(gate?.options['lab-overlay'], [join(folder, 'istio'), '/etc/b.yaml']);
    assert.deepEqual(gate?.options['lab-peer'], [join(folder, '../cluster2')]);
    assert.equal(gate?.lab, null, 'beside --config they mean nothing');
  });

  it('find files beside themselves', async () => {
    const [gate] = await fromFile(`${HEAD}    cacert: certs/ca.pem\n`);
    assert.equal(gate?.options.cacert, join(folder, 'certs/ca.pem'));
  });

  it('need their file', async () => {
    assert.match(
      await errorOf(asked('--config', join(folder, 'none.yaml'))),
      /^--config none\.yaml: cannot be read \(no such file/,
    );
    assert.match(await errorOf(asked('--config', folder)), /cannot be read \(it is a folder\)/);
    assert.match(await errorOf(asked('--gate', 'a')), /^--gate: --config is missing; /);
    assert.match(await errorOf(asked('--list-gates')), /^--list-gates: --config is missing; /);
  });

  it('refuse an address for another host than the one that is weighed', async () => {
    assert.equal(await errorOf(asked('http://h:1/', '--connect-to', 'h:1:127.0.0.1:2')), 'none');
    assert.equal(
      await errorOf(asked('http://[::1]:8080/', '--connect-to', 'h:1:127.0.0.1:2')),
      '--connect-to: no entry is about ::1:8080, which the target names; write [::1]:8080:ADDRESS:PORT',
    );
    assert.match(await errorOf(asked('--connect-to', '::127.0.0.1:2')), /^--connect-to: a lab on this machine is weighed/);
  });
});
