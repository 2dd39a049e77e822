import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { tallyFromCounts } from '../../../harness/classify/typed-counts.ts';
import { openingNotes } from '../../../harness/cli/opening-notes.ts';
import type { OpeningRecord } from '../../../harness/model/openings.ts';
import type { Tally } from '../../../harness/model/tally.ts';

const notesOf = (openings: Partial<OpeningRecord>, changes: Partial<Tally> = {}): readonly string[] =>
  openingNotes({
    ...tallyFromCounts(['a'], [1]),
    connections: { opened: 1, fresh: true },
    openings: { waits: [], repeated: [], unopened: 0, ...openings },
    ...changes,
  });

describe('openingNotes', () => {
  it('says nothing when nothing stood in the way', () => {
    assert.deepEqual(openingNotes(tallyFromCounts(['a'], [1])), []);
    assert.deepEqual(notesOf({}), []);
  });

  it('says what was waited for, how long, and that the target is not to blame', () => {
    const waits = [
      { what: 'port' as const, requests: 1340, totalMs: 4690, longestMs: 61 },
      { what: 'handle' as const, requests: 1, totalMs: 1234, longestMs: 1234 },
      { what: 'memory' as const, requests: 2, totalMs: 30, longestMs: 20 },
    ];
    const notes = notesOf({ waits });
    assert.equal(
      notes[0],
      '1,340 requests waited for a free local port, 3.5 ms on average and 61 ms at most: this machine was at its limit, the target was not; fewer connections (-c), or a wider net.ipv4.ip_local_port_range ends that',
    );
    assert.match(notes[1]!, /^1 request waited for a free file handle, 1\.2 s on average and 1\.2 s at most: .*ulimit -n/);
    assert.match(notes[2]!, /^2 requests waited for memory for a connection, 15 ms on average/);
    assert.equal(notes.length, 3);
  });

  it('says that kept connections were given up for those who waited', () => {
    const waits = [{ what: 'handle' as const, requests: 1, totalMs: 1, longestMs: 1 }];
    assert.match(notesOf({ waits }, { connections: { opened: 9, fresh: false } })[1]!, /given up after each answer/);
  });

  it('says how many connections were taken late or never, and probably why', () => {
    const repeated = [1, 2, 3].map((afterS) => ({ afterS, connections: afterS }));
    assert.match(notesOf({ repeated: repeated.slice(0, 1) })[0]!, /^1 connection took 1 s to open, .* probably the accept queue/);
    assert.match(notesOf({ repeated: repeated.slice(1) })[0]!, /^5 connections took 2 or 3 s to open/);
    assert.match(notesOf({ repeated })[0]!, /^6 connections took 1, 2 or 3 s to open/);
    assert.match(notesOf({ unopened: 7 })[0]!, /^7 connections did not open within the time-out: probably the accept queue/);
    const [both, ...more] = notesOf({ repeated, unopened: 1 });
    assert.match(both!, /^6 connections took .* not heard; 1 connection did not open within the time-out: /);
    assert.deepEqual(more, []);
  });

  it('thinks of TLS where there is some', () => {
    assert.doesNotMatch(notesOf({ unopened: 1 }, { target: 'http://a/' })[0]!, /TLS/);
    for (const target of ['https://a/', 'grpcs://a/x.Y/Z']) assert.match(notesOf({ unopened: 1 }, { target })[0]!, /TLS/);
  });
});
