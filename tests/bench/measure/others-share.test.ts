import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { test } from 'node:test';
import { watchOthers } from '../../../bench/measure/others-share.ts';

const skip = existsSync('/proc/stat') ? false : 'CPU time is read from /proc, which only Linux has';

test('the share of others is a share, also when no time has gone by', { skip }, () => {
  const share = watchOthers();
  for (let round = 0; round < 3; round += 1) {
    const now = share();
    assert.ok(now >= 0 && now <= 1, `${now}`);
  }
});
