import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { readGatesFile } from '../../../harness/expect/gates-file.ts';

const read = (text: string) => readGatesFile(text, 'w.yaml').gates;
const refuses = (text: string, message: string | RegExp) =>
  assert.throws(() => read(text), typeof message === 'string' ? { name: 'RangeError', message } : message);

/** A file with one gate and these lines in it. */
const withLines = (...lines: readonly string[]) => ['gates:', '  - name: shop', '    lab: tcp-echo', ...lines].join('\n');

describe('readGatesFile', () => {
  it('hands every value on as it was typed', () => {
    const [gate] = read(
      withLines(
        '    expect: 80,20',
        '    requests: 1e3',
        '    seed: 18446744073709551615',
        '    significance: 0.010',
        '    rate: 0x10',
        '    labels: "one,two"',
        '    body: >-',
        '      two',
        '      words',
        '    fresh: true',
        '    header: [a: b, 3]'.replace('a: b', '"a: b"'),
      ),
    );
    assert.deepEqual(
      gate?.fields.map(({ key, values }) => [key, ...values]),
      [
        ['lab', 'tcp-echo'],
        ['expect', '80,20'],
        ['requests', '1e3'],
        ['seed', '18446744073709551615'],
        ['significance', '0.010'],
        ['rate', '0x10'],
        ['labels', 'one,two'],
        ['body', 'two words'],
        ['fresh', true],
        ['header', 'a: b', '3'],
      ],
    );
    assert.deepEqual([gate?.name, gate?.place, gate?.fields[1]?.place], ['shop', 'w.yaml:2', 'w.yaml:4']);
  });

  it('reads 1:2:3 as weights and not as a time of day', () => {
    assert.deepEqual(read(withLines('    expect: 1:2:3'))[0]?.fields[1]?.values, ['1:2:3']);
  });

  it('takes weights and manifests for one choice, and fields about manifests for those who have some', () => {
    const fieldsOf = (defaults: string, ...gates: readonly string[]) =>
      read(
        `defaults: {${defaults}}\ngates:\n${gates.map((gate, i) => `- {name: g${i}, lab: tcp-echo, ${gate}}\n`).join('')}`,
      ).map(({ fields }) =>
        Object.fromEntries(fields.flatMap(({ key, values }) => (key === 'lab' ? [] : [[key, values.join()]]))),
      );
    assert.deepEqual(
      fieldsOf('routes: m, from: mesh, namespace: shop', 'tolerance: 2', 'expect: "80,20"', 'routes: [a, b], from: outside'),
      [
        { routes: 'm', from: 'mesh', namespace: 'shop', tolerance: '2' },
        { expect: '80,20' },
        { namespace: 'shop', routes: 'a,b', from: 'outside' },
      ],
    );
    assert.deepEqual(fieldsOf('expect: "80,20", from: mesh', 'routes: m', 'power: 0.9'), [
      { from: 'mesh', routes: 'm' },
      { expect: '80,20', power: '0.9' },
    ]);
    refuses(
      withLines('    expect: 80,20', '    routes: m'),
      'w.yaml:2: gate "shop": expect and routes are both given; give one of the two',
    );
    refuses('defaults:\n  expect: 80,20\n  routes: m\ngates: [{name: a, lab: tcp-echo}]', /expect and routes are both given/);
  });

  it('fills in defaults, the own field first, target and lab as one choice', () => {
    const gates = read(
      'defaults: {lab: tcp-echo, tolerance: 2, power: 0.9}\ngates:\n- {name: a, tolerance: 5}\n- {name: b, target: tcp://h:1}\n',
    );
    const fields = gates.map(({ fields: all }) => Object.fromEntries(all.map(({ key, values }) => [key, values[0]])));
    assert.deepEqual(fields, [
      { lab: 'tcp-echo', power: '0.9', tolerance: '5' },
      { target: 'tcp://h:1', tolerance: '2', power: '0.9' },
    ]);
    assert.equal(gates[0]?.fields.find(({ key }) => key === 'power')?.place, 'w.yaml:1');
  });

  it('reads JSON, anchors and a file that names its form', () => {
    assert.equal(read('{"gates": [{"name": "a", "lab": "tcp-echo"}]}').length, 1);
    assert.equal(read('schema: weighbridge/gates/v1\ngates:\n- {name: a, lab: tcp-echo}\n').length, 1);
    const gates = read(
      'gates:\n- &first\n  name: a\n  lab: tcp-echo\n  expect: &w 80,20\n- {name: b, lab: tcp-echo, expect: *w}\n',
    );
    assert.deepEqual(gates[1]?.fields.at(-1)?.values, ['80,20']);
  });

  const wrong: readonly (readonly [what: string, text: string, message: string | RegExp])[] = [
    ['nothing', '', 'w.yaml:1: the file is empty; write gates: and below it a list of gates'],
    ['a comment only', '# later\n', 'w.yaml:1: the file is empty; write gates: and below it a list of gates'],
    ['no gates', 'gates: []\n', 'w.yaml:1: there are no gates; write at least one, - name: …'],
    ['gates without anything', 'gates:\n', 'w.yaml:1: gates is not a list; write - before every gate'],
    ['other things', 'gate: 3\n', /^RangeError: w\.yaml:1: (gates is missing|there is no field "gate"; did you mean gates\?)/],
    ['two documents', `${withLines()}\n---\n${withLines()}`, /^RangeError: w\.yaml:4: another document begins here; /],
    ['broken YAML', 'gates:\n  - name: a\n   lab: b\n', /^RangeError: w\.yaml:[23]: not valid YAML \(.*\); mend this line$/],
    ['a tab', 'gates:\n\t- name: a\n', /^RangeError: w\.yaml:2: not valid YAML /],
    [
      'an unknown tag',
      withLines('    expect: !weights 80,20'),
      /^RangeError: w\.yaml:4: not valid YAML \(Unresolved tag: !weights\)/,
    ],
    ['a typo', withLines('    wieghts: 80,20'), 'w.yaml:4: gate "shop": there is no field "wieghts"; did you mean expect?'],
    [
      'a nearer typo',
      withLines('    tolerence: 2'),
      'w.yaml:4: gate "shop": there is no field "tolerence"; did you mean tolerance?',
    ],
    [
      'an alias of the command line',
      withLines('    by: word:1'),
      'w.yaml:4: gate "shop": there is no field "by"; did you mean group-by?',
    ],
    [
      'a report option',
      withLines('    tally: x.json'),
      /^RangeError: w\.yaml:4: gate "shop": there is no field "tally"; known are name, target, /,
    ],
    ['a prototype', withLines('    __proto__: 1', '    constructor: 2'), /w\.yaml:4: gate "shop": there is no field "__proto__"/],
    [
      'a field twice',
      withLines('    expect: 1', '    expect: 2'),
      'w.yaml:5: the field "expect" stands twice; keep one of the two',
    ],
    ['no name', 'gates:\n  - lab: tcp-echo\n', /^RangeError: w\.yaml:2: gate 1: name is missing; /],
    [
      'an empty name',
      'gates:\n- {name: " ", lab: tcp-echo}\n',
      /^RangeError: w\.yaml:2: gate " ": name " ": not usable as a name; /,
    ],
    [
      'a name with a line break',
      'gates:\n- {name: "a\\nb", lab: tcp-echo}\n',
      /^RangeError: w\.yaml:2: gate "a\\u000ab": name "a\\u000ab"/,
    ],
    [
      'a name twice',
      `${withLines()}\n  - name: shop\n    lab: tcp-echo`,
      'w.yaml:4: gate "shop": the name is taken at w.yaml:2; give every gate a name of its own',
    ],
    ['nowhere to go', 'gates:\n- name: a\n', /^RangeError: w\.yaml:2: gate "a": target is missing; write target: /],
    [
      'target and lab',
      withLines('    target: tcp://h:1'),
      'w.yaml:2: gate "shop": target and lab are both given; give one of the two',
    ],
    [
      'a list for a text',
      withLines('    expect: [80, 20]'),
      'w.yaml:4: gate "shop": expect is a list; write it as one text, expect: "80,20"',
    ],
    [
      'a set for a text',
      withLines('    expect: {one: 80}'),
      'w.yaml:4: gate "shop": expect is a set of fields; write it as one text, as behind --expect',
    ],
    ['no value', withLines('    expect:'), 'w.yaml:4: gate "shop": expect has no value; give it one or leave the field out'],
    [
      'a text for a switch',
      withLines('    fresh: "yes"'),
      'w.yaml:4: gate "shop": fresh "yes": not true or false; write fresh: true or fresh: false',
    ],
    [
      'a switch for a text',
      withLines('    body: true'),
      /w\.yaml:4: gate "shop": body "true": true and false are for switches; .* body: "true"$/,
    ],
    [
      'an empty list',
      withLines('    header: []'),
      'w.yaml:4: gate "shop": header is an empty list; give it a value or leave the field out',
    ],
    ['a list in a list', withLines('    header: [[a]]'), /w\.yaml:4: gate "shop": header holds something that is no text; /],
    ['a gate that is a number', 'gates:\n- 3\n', 'w.yaml:2: gate 1: a gate is not a set of fields; write name: value'],
    [
      'another form',
      `schema: weighbridge/gates/v2\n${withLines()}`,
      /^RangeError: w\.yaml:1: schema "weighbridge\/gates\/v2": .*; write weighbridge\/gates\/v1$/,
    ],
    ['an alias to nothing', withLines('    expect: *nobody'), /w\.yaml:4: gate "shop": expect has no value/],
    [
      'a typo in the defaults',
      `defaults:\n  tolerace: 2\n${withLines()}`,
      'w.yaml:2: defaults: there is no field "tolerace"; did you mean tolerance?',
    ],
    ['empty defaults', `defaults:\n${withLines()}`, /^RangeError: w\.yaml:1: defaults is not a set of fields; /],
    ['a list', '- a\n', 'w.yaml:1: the file is not a set of fields; write name: value'],
  ];
  for (const [what, text, message] of wrong) it(`refuses ${what} with file, line and fix`, () => refuses(text, message));

  it('tells the first of several faults', () => {
    refuses(withLines('    fresh: 1', '    wieghts: 1', '    expect: []'), /^RangeError: w\.yaml:4: /);
  });

  it('never ends in anything but gates or one line', () => {
    const piece = fc.constantFrom(
      'gates:',
      '- ',
      'name: a',
      'lab: tcp-echo',
      '  ',
      '\n',
      '\t',
      '"',
      '[',
      '{',
      '&a ',
      '*a',
      ': ',
      '---\n',
      '!x ',
      '|',
      '\u0000',
      '?',
      '<<: ',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        try {
          assert.ok(read(pieces.join('')).length > 0);
        } catch (error) {
          assert.ok(error instanceof RangeError, String(error));
          assert.match(error.message, /^w\.yaml:\d+: [^\n]+; [^\n]+$/u);
        }
      }),
      { seed: 1, numRuns: 600 },
    );
  });

  it('does not follow an alias that stands for a whole forest', () => {
    const rows = Array.from(
      { length: 12 },
      (_, i) =>
        `a${i + 1}: &a${i + 1} [${Array(9)
          .fill(i === 0 ? 'x' : `*a${i}`)
          .join(', ')}]`,
    );
    assert.throws(() => read(rows.join('\n')), RangeError);
  });
});
