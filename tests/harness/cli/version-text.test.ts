import assert from 'node:assert/strict';
import { test } from 'node:test';
import { VERSION } from '../../../harness/cli/version.ts';
import { versionText } from '../../../harness/cli/version-text.ts';

test('the first line is the version alone, the second says what a fault report needs', () => {
  const lines = [
    `weighbridge ${VERSION}`,
    `Node ${process.version}, ${process.platform} ${process.arch}; report weighbridge/report/v1, tally weighbridge/tally/v1, gates weighbridge/gates/v1`,
    '',
  ];
  assert.equal(versionText(), lines.join('\n'), 'the sources know no commit');
  assert.equal(versionText('0123abcd'), lines.join('\n').replace(/\n$/, '; commit 0123abcd\n'));
});
