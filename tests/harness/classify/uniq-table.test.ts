import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { parseGroupBy } from '../../../harness/classify/group-by.ts';
import { parseTally } from '../../../harness/classify/parse-tally.ts';
import { parseUniqTable } from '../../../harness/classify/uniq-table.ts';

fc.configureGlobal({ seed: 20260131 });

const ARTICLE = `Test route n a loop
expected 30%(Hello eric)-60%(Bonjour eric)-10%(Hola eric):
     61 Hello eric(172.18.0.230)<-Bonjour eric(192.168.0.171)<-Hello eric(172.18.1.36)
     28 Hello eric(172.18.0.230)<-Hello eric(192.168.0.170)<-Hello eric(172.18.1.36)
     11 Hello eric(172.18.0.230)<-Hola eric(192.168.0.172)<-Hello eric(172.18.1.36)
`;

const read = (text: string, rule: string | null = null) =>
  parseUniqTable(text, 'table.txt', rule === null ? null : parseGroupBy(rule));
const counts = (text: string, rule: string | null = null) =>
  read(text, rule).tally.labels.map(({ label, count }) => `${label}=${count}`);

describe('parseUniqTable', () => {
  it('reads the table of the article by every rule that fits', () => {
    assert.deepEqual(counts(ARTICLE, 'hop:2'), ['Bonjour=61', 'Hello=28', 'Hola=11']);
    assert.deepEqual(counts(ARTICLE, 'auto'), ['Hello<-Bonjour<-Hello=61', 'Hello<-Hello<-Hello=28', 'Hello<-Hola<-Hello=11']);
    assert.deepEqual(counts(ARTICLE, 'word:1'), ['Hello=100']);
    assert.deepEqual(counts(ARTICLE, 'regex:192\\.168\\.0\\.(\\d+)'), ['171=61', '170=28', '172=11']);
    assert.equal(counts(ARTICLE)[0], 'Hello eric(172.18.0.230)<-Bonjour eric(192.168.0.171)<-Hello eric(172.18.1.36)=61');
    assert.equal(read(ARTICLE).tally.sent, 100);
    assert.deepEqual(read(ARTICLE).notes, [
      'table.txt: line 1 has no count and was skipped: "Test route n a loop"',
      'table.txt: line 2 has no count and was skipped: "expected 30%(Hello eric)-60%(Bonjour eric)-10%(Hola eric):"',
    ]);
  });

  it('reads it just so when a copied page has lost the line breaks', () => {
    const { tally, notes } = read(ARTICLE.replaceAll(/\s+/g, ' '), 'hop:2');
    assert.deepEqual(
      tally.labels.map(({ label, count }) => `${label}=${count}`),
      ['Bonjour=61', 'Hello=28', 'Hola=11'],
    );
    assert.match(notes.join(), /line breaks are lost; 3 entries/);
  });

  it('takes CRLF, tabs, blank lines, a byte order mark and labels with numbers', () => {
    assert.deepEqual(counts('\ufeff  2\tone\r\n\r\n 3 2 fast\r\n\n'), ['one=2', '2 fast=3']);
    assert.deepEqual(counts('9007199254740991 one'), ['one=9007199254740991']);
    assert.deepEqual(counts('0 one\n5 two'), ['one=0', 'two=5']);
  });

  it('counts empty answers and lines without a version as failures', () => {
    const { tally } = read('      4 \n      6 one\n      1 other', 'regex:(one)');
    assert.deepEqual(
      tally.labels.map(({ label, count }) => [label, count]),
      [['one', 6]],
    );
    assert.deepEqual(tally.failures, [{ kind: 'unclassified', status: null, count: 5, example: 'empty answer' }]);
    assert.equal(tally.sent, 11);
  });

  for (const [text, reason] of [
    ['', /^table.txt: no line begins with a count/],
    ['only words\n', /no line begins with a count/],
    ['5 one\nwhat\n6 two', /^table.txt: line 2: "what" does not begin with a count/],
    ['5 one\n-6 two', /line 2: "-6 two"/],
    ['5 one\n$ \u001b[2J', /line 2: "\$ \\u001b\[2J"/],
    ['9007199254740992 one', /line 1: the count in "9007199254740992 one" is above/],
    ['9007199254740991 one\n1 two', /add up to 9007199254740992/],
    ['9007199254740991 one\n1 one', /add up to 9007199254740992/],
  ] as const) {
    it(`refuses ${JSON.stringify(text)}`, () => assert.throws(() => read(text), { name: 'RangeError', message: reason }));
  }

  it('refuses rules that a table cannot satisfy', () => {
    for (const rule of ['header:x', 'status', 'latency:1s', 'hop:1+status', 'mirror']) {
      assert.throws(() => read('1 a', rule), /a table of counted lines has no (header|status|latency|mirror)/);
    }
  });

  it('reads several hops of a chain together', () => {
    const { tally } = read(' 9 A x(1.2.3.4)<-B y(1.2.3.5)\n 1 A x(1.2.3.4)<-C y(1.2.3.6)\n 2 A x(1.2.3.4)\n', 'hop:1+hop:2');
    assert.deepEqual(
      tally.labels.map(({ label, count }) => [label, count]),
      [
        ['A+B', 9],
        ['A+C', 1],
      ],
    );
    assert.deepEqual(
      tally.failures.map(({ kind, count }) => [kind, count]),
      [['unclassified', 2]],
    );
    assert.equal(tally.groupBy, 'hop:1+hop:2');
  });

  it('reads back what uniq -c would have written', () => {
    const line = fc.string({ unit: fc.constantFrom(...'ab 1é<-([', '\t'), maxLength: 12 });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(line, fc.integer({ min: 1, max: 1e9 })), { minLength: 1, maxLength: 20 }),
        fc.constantFrom('\n', '\r\n'),
        (entries, end) => {
          const text = entries.map(([label, count]) => `${String(count).padStart(7)} ${label}`).join(end);
          const { tally, notes } = read(text);
          const expected = new Map<string, number>();
          for (const [label, count] of entries) {
            expected.set(label.trim(), (expected.get(label.trim()) ?? 0) + count);
          }
          assert.deepEqual(notes, []);
          const found = new Map(tally.labels.map(({ label, count }) => [label, count]));
          for (const failure of tally.failures) {
            found.set('', failure.count);
          }
          assert.deepEqual(found, expected);
          assert.deepEqual(parseTally(JSON.stringify(tally), 'x'), tally);
        },
      ),
    );
  });

  it('throws nothing but a RangeError of one line', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'01 \n\r\tab:(\u001b') }),
        fc.constantFrom(null, 'auto', 'hop:2', 'podinfo'),
        (text, rule) => {
          try {
            read(text, rule);
          } catch (error) {
            assert.ok(error instanceof RangeError, String(error));
            assert.doesNotMatch(error.message, /\p{Cc}/u);
          }
        },
      ),
      { numRuns: 1000 },
    );
  });
});
