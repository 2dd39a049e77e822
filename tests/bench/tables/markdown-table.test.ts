import assert from 'node:assert/strict';
import { test } from 'node:test';
import { markdownTable } from '../../../bench/tables/markdown-table.ts';

test('numbers stand right, and a bar in a cell does not end it', () => {
  assert.equal(
    markdownTable(
      ['loop', 's'],
      [
        ['a | b', '1'],
        ['c', '2'],
      ],
    ),
    '| loop | s |\n|---|---:|\n| a \\| b | 1 |\n| c | 2 |',
  );
});
