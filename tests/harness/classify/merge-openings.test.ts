import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { mergeTallies } from '../../../harness/classify/merge.ts';
import { mergedOpenings } from '../../../harness/classify/merge-openings.ts';
import { tallyFromCounts } from '../../../harness/classify/typed-counts.ts';
import type { OpeningRecord, Scarce } from '../../../harness/model/openings.ts';
import type { Tally } from '../../../harness/model/tally.ts';

const having = (openings?: OpeningRecord): Tally => ({
  ...tallyFromCounts(['a'], [10]),
  ...(openings === undefined ? {} : { openings }),
});
const trouble: OpeningRecord = {
  waits: [{ what: 'port', requests: 2, totalMs: 30, longestMs: 20 }],
  repeated: [{ afterS: 3, connections: 4 }],
  unopened: 1,
};

describe('mergedOpenings', () => {
  it('keeps what one part says, and says nothing where none does', () => {
    assert.deepEqual(mergedOpenings(having(), having()), {});
    assert.deepEqual(mergedOpenings(having(trouble), having()), { openings: trouble });
    assert.deepEqual(mergedOpenings(having(), having(trouble)), { openings: trouble });
  });

  it('adds up the same kinds of trouble and keeps others beside them', () => {
    const other: OpeningRecord = {
      waits: [
        { what: 'handle', requests: 1, totalMs: 5, longestMs: 5 },
        { what: 'port', requests: 1, totalMs: 40, longestMs: 40 },
      ],
      repeated: [
        { afterS: 1, connections: 1 },
        { afterS: 3, connections: 2 },
      ],
      unopened: 2,
    };
    assert.deepEqual(mergeTallies([having(trouble), having(other)]).openings, {
      waits: [
        { what: 'port', requests: 3, totalMs: 70, longestMs: 40 },
        { what: 'handle', requests: 1, totalMs: 5, longestMs: 5 },
      ],
      repeated: [
        { afterS: 1, connections: 1 },
        { afterS: 3, connections: 6 },
      ],
      unopened: 3,
    });
  });

  it('counts the same whatever is merged first', () => {
    const wait = fc.record({
      what: fc.constantFrom<Scarce[]>('port', 'handle', 'memory'),
      requests: fc.integer({ min: 1, max: 99 }),
      totalMs: fc.nat(9_999),
      longestMs: fc.nat(99),
    });
    const repeat = fc.record({ afterS: fc.integer({ min: 1, max: 15 }), connections: fc.integer({ min: 1, max: 99 }) });
    const record = fc.record({
      waits: fc.uniqueArray(wait, { selector: ({ what }) => what }),
      repeated: fc.uniqueArray(repeat, { selector: ({ afterS }) => afterS }),
      unopened: fc.nat(99),
    });
    const part = fc.option(record, { nil: undefined }).map(having);
    const sorted = ({ openings }: Tally) => ({
      ...openings,
      waits: openings?.waits.toSorted((a, b) => a.what.localeCompare(b.what)),
      repeated: openings?.repeated.toSorted((a, b) => a.afterS - b.afterS),
    });
    fc.assert(
      fc.property(part, part, part, (a, b, c) => {
        const left = mergeTallies([mergeTallies([a, b]), c]);
        assert.deepEqual(sorted(left), sorted(mergeTallies([c, mergeTallies([b, a])])));
      }),
    );
  });
});
