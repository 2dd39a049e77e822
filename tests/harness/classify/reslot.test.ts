import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { reslotClient, reslotGroups, reslotStream } from '../../../harness/classify/reslot.ts';

const TO = { moves: [1, 0, 1], width: 2 };

describe('reslot', () => {
  it('moves counts and adds up those that meet', () => {
    assert.deepEqual(reslotClient({ name: 'x', counts: [1, 2, 4] }, TO), { name: 'x', counts: [2, 5] });
    assert.deepEqual(
      reslotStream(
        {
          n: 3,
          late: 1,
          spacing: 1,
          cumulative: [
            [0, 0, 1],
            [1, 1, 1],
          ],
          sentAtMs: [0, 1],
          sendIndex: [0, 2],
          opening: { slot: 2, length: 1 },
          pairs: [[1, 2, 3, 4, 5, 6, 7, 8, 9]],
        },
        TO,
      ),
      {
        n: 3,
        late: 1,
        spacing: 1,
        cumulative: [
          [0, 1],
          [1, 2],
        ],
        sentAtMs: [0, 1],
        sendIndex: [0, 2],
        opening: { slot: 1, length: 1 },
        // From slot 1: 5 stays with itself, 4 + 6 follow it; from the two others: 2 + 8, and 1 + 3 + 7 + 9.
        pairs: [[5, 10, 10, 20]],
      },
    );
  });

  it('moves the sums of groups and leaves what is counted by label', () => {
    const groups = {
      groups: 2,
      sumSize: 7,
      sumSizeSquared: 25,
      sumInverseSize: 0.75,
      products: [
        [1, 0.5, 0.5],
        [0.5, 2, 0],
        [0.5, 0, 2],
      ],
      samePairs: 5,
      sumLargest: 4,
      votes: [1, 0, 1],
    };
    assert.deepEqual(reslotGroups(groups, TO), {
      ...groups,
      products: [
        [2, 0.5],
        [0.5, 4],
      ],
      votes: [0, 2],
    });
  });
});
