import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { FORMATS } from '../../../harness/report/formats.ts';
import { columnsOf } from '../../../harness/report/printable.ts';
import { renderRoutesText } from '../../../harness/report/routes-text.ts';
import { answer, at, category, PROBE, problem, report, row, set, version } from './routes.ts';

const look = { columns: 80, color: false };
const linesOf = (text: string) => text.trimEnd().split('\n');
const HOSTILE = '\u001b[2J\u202egnp\n\tx';

describe('renderRoutesText', () => {
  it('prints one answer: shares first, then the rule, why, and what else happens', () => {
    const told = answer([version('v1', 30, 100, 14), version('v2', 60, 100, 18), version('v3', 10, 100, 22)], {
      effects: ['path /rate/1 becomes /ratings/1', 'timeout 1 s'],
    });
    assert.equal(
      renderRoutesText(report([set({ answers: [told] })]), look),
      [
        'reviews.shop.svc.cluster.local · mesh',
        '',
        '  version  share  weight  destination',
        '  v1        30 %      30  reviews.shop.svc.cluster.local:9080',
        '                          manifests/shop/istio/virtual-service.yaml:14',
        '  v2        60 %      60  reviews.shop.svc.cluster.local:9080',
        '                          manifests/shop/istio/virtual-service.yaml:18',
        '  v3        10 %      10  reviews.shop.svc.cluster.local:9080',
        '                          manifests/shop/istio/virtual-service.yaml:22',
        '',
        '  - VirtualService shop/reviews at manifests/shop/istio/virtual-service.yaml:8',
        '  - the only rule of this host takes everything',
        '',
        '  And:',
        '  - path /rate/1 becomes /ratings/1',
        '  - timeout 1 s',
        '',
      ].join('\n'),
    );
  });

  it('puts the line of the file beside the destination where there is room', () => {
    const text = renderRoutesText(report([set({ answers: [answer([version('v1', 1, 1)])] })]), { columns: 120, color: false });
    assert.match(text, /^ {2}v1 +100 % +1 {2}reviews\.shop\.svc\.cluster\.local:9080 {2}manifests\/shop\S+yaml:10$/m);
  });

  it('prints the table by way in and host, a paragraph per match', () => {
    const rows = [
      row(),
      row({ version: 'v2', weight: '20', share: 0.2, place: at(16) }),
      row({ match: 'path prefix /old', destination: 'redirect 301 to /new', version: null, weight: null, share: 1 }),
      row({ entry: 'gateway shop/gateway :80 HTTP', host: '*', share: null }),
    ];
    assert.equal(
      renderRoutesText(report([set({ rows })], null), look),
      [
        'reviews.shop.svc.cluster.local · mesh',
        '',
        '  everything',
        '    version  share  weight  destination',
        '    v1        80 %      80  reviews.shop.svc.cluster.local:9080 subset v1',
        '                            manifests/shop/istio/virtual-service.yaml:12',
        '    v2        20 %      20  reviews.shop.svc.cluster.local:9080 subset v1',
        '                            manifests/shop/istio/virtual-service.yaml:16',
        '',
        '  path prefix /old',
        '    version  share  weight  destination',
        '    -        100 %       -  redirect 301 to /new',
        '                            manifests/shop/istio/virtual-service.yaml:12',
        '',
        '* · gateway shop/gateway :80 HTTP',
        '',
        '  everything',
        '    version  share  weight  destination',
        '    v1           ?      80  reviews.shop.svc.cluster.local:9080 subset v1',
        '                            manifests/shop/istio/virtual-service.yaml:12',
        '',
      ].join('\n'),
    );
  });

  it('says when there are no routes, when nothing fits and when the manifests do not decide', () => {
    assert.equal(renderRoutesText(report([set()], null), look), 'There are no routes in these manifests.\n');
    assert.match(
      renderRoutesText(report([set({ unanswered: 'no way in for "x"; write y' })]), look),
      /^no way in for "x"; write y\n/,
    );
    const open = answer([], { uncertain: 'rule 1 matches labels of the client' });
    assert.match(renderRoutesText(report([set({ answers: [open] })]), look), /Not decided by these manifests: rule 1 matches/);
  });

  it('heads every set by its name where there are several', () => {
    const told = renderRoutesText(
      report([
        set({ name: 'm/cluster1', answers: [answer([version('v1', 1, 1)])] }),
        set({ name: 'm/cluster2', unanswered: 'x' }),
      ]),
      look,
    );
    assert.match(told, /^m\/cluster1\n─{10}\n\nreviews\S+ · mesh\n\n {2}version/);
    assert.match(told, /\n\nm\/cluster2\n─{10}\n\nx\n$/);
  });

  it('tells errors before references, warnings and at most five notes', () => {
    const notes = Array.from({ length: 12 }, (_, i) => problem('note', i + 1));
    const problems = [...notes, problem('warning', 50), problem('missing', 51), problem('error', 52)];
    const text = renderRoutesText(report([set({ answers: [answer([version('v1', 1, 1)])], problems })]), look);
    const labels = linesOf(text).flatMap((line) => /^(error|missing|warning|note) /.exec(line)?.[1] ?? []);
    assert.deepEqual(labels, ['error', 'missing', 'warning', 'note', 'note', 'note', 'note', 'note']);
    assert.match(text, /^error {4}manifests\/shop\/istio\/virtual-service\.yaml:52: VirtualService$/m);
    assert.match(text, /\nand 7 more notes; --report json shows all\n$/);
  });

  it('colors words only where it may', () => {
    const told = report([set({ problems: [problem('error'), problem('note')] })]);
    assert.ok(!renderRoutesText(told, look).includes('\u001b'));
    assert.ok(renderRoutesText(told, { columns: 80, color: true }).includes('\n\u001b[1;31merror\u001b[0m    manifests'));
  });

  it('fits the columns and harms no terminal, whatever the manifests hold', () => {
    const word = fc.oneof(
      fc.constantFrom('v1', HOSTILE, 'a'.repeat(300), 'very-long-name.'.repeat(20), '界'.repeat(90), ''),
      fc.string({ unit: 'grapheme', maxLength: 40 }),
    );
    const place = fc.record({ file: word, line: fc.integer({ min: 1, max: 1e6 }) });
    const share = fc.record({
      name: word,
      destination: fc.option(word),
      weight: word,
      share: fc.double({ min: 0, max: 1, noNaN: true }),
      place,
    });
    const sets = fc.record({
      name: word,
      shares: fc.array(share, { maxLength: 4 }),
      words: fc.array(word, { maxLength: 4 }),
      place,
    });
    fc.assert(
      fc.property(fc.array(sets, { minLength: 1, maxLength: 3 }), fc.integer({ min: 40, max: 140 }), (made, columns) => {
        const asked = made.map(({ name, shares, words, place: here }) =>
          set({
            name,
            answers: [
              answer(
                shares.map((one) => ({ ...version('x', 1, 1), ...one })),
                {
                  host: words[0] ?? 'h',
                  why: words,
                  effects: words,
                  rule: { object: name, name: words[1] ?? null, place: here },
                },
              ),
            ],
            rows: words.map((text) => row({ match: text, host: text, destination: text, version: text, place: here })),
            problems: words.map((text) => problem('warning', 1, { text, fix: text, place: here })),
          }),
        );
        for (const probe of [null, PROBE]) {
          const text = renderRoutesText(report(asked, probe), { columns, color: false });
          assert.doesNotMatch(text, /[^\P{Cc}\n]|[\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
          assert.match(text, /[^\n]\n$/);
          for (const line of linesOf(text)) assert.ok(columnsOf(line) <= Math.max(columns, 48), line);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('names statuses that the gateway answers by itself', () => {
    const text = renderRoutesText(
      report([set({ answers: [answer([category('500 fault abort', 500, 1, 2), category('connection closed', null, 1, 2)])] })]),
      { columns: 140, color: false },
    );
    assert.match(text, /500 fault abort +50 % +1 {2}answered by the gateway /);
    assert.match(text, /connection closed +50 % +1 {2}closed by the gateway /);
  });

  it('is there in every format that shows routes', async () => {
    const shown = Object.entries(FORMATS).filter(([, { renderRoutes }]) => renderRoutes !== undefined);
    assert.deepEqual(
      shown.map(([name]) => name),
      ['text', 'json'],
    );
    for (const [, { renderRoutes }] of shown)
      assert.match(
        await renderRoutes!(report([set({ answers: [answer([version('v1', 3, 10)])] })]), look),
        /v1[\s\S]*yaml[\s\S]*\n$/,
      );
  });
});
