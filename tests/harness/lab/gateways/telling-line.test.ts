import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { lastLine, tellingLine } from '../../../../harness/lab/gateways/telling-line.ts';

const HAPROXY = [
  '[NOTICE]   (7) : haproxy version is 2.6.12',
  "[ALERT]    (7) : config : parsing [lab.cfg:6] : unknown keyword 'bogus' in 'frontend' section",
  '[ALERT]    (7) : config : Fatal errors found in configuration.',
];
const NGINX = [
  'nginx: [warn] conflicting server name "a" on 0.0.0.0:80, ignored',
  '2026/01/01 00:00:00 [emerg] 7#7: bind() to 127.0.0.1:80 failed (98: Address already in use)',
  '2026/01/01 00:00:00 [emerg] 7#7: still could not bind()',
];
const ENVOY = [
  '[2026-01-01 00:00:00.000][7][warning][misc] deprecated field',
  "[2026-01-01 00:00:00.000][7][critical][main] [source/server/server.cc:449] error `no such field: 'bogus'` initializing config",
  "no such field: 'bogus'",
];

describe('the line that says why a gateway ended', () => {
  for (const [name, lines] of Object.entries({ HAPROXY, NGINX, ENVOY }))
    it(`is the first fatal one of ${name}`, () => assert.equal(tellingLine(`${lines.join('\n')}\n`), lines[1]));

  it('is none where no line is marked: then there is only the last one', () => {
    assert.equal(tellingLine('an [error] of ours\nlast\n'), null);
    assert.equal(lastLine('first\n last \n\n'), 'last');
    assert.equal(lastLine(''), '');
  });
});
