import assert from 'node:assert/strict';
import { test } from 'node:test';
import { comment, literalText, quotedPattern, socket } from '../../../../../harness/lab/gateways/nginx/quoted.ts';

test('a dollar sign begins no variable in a text, and means itself in a pattern', () => {
  const variable = '$'.concat('{wb_dollar}');
  assert.equal(literalText('/a$host"\\'), `/a${variable}host\\"\\\\`);
  assert.equal(quotedPattern('^a"\\.$'), '"^a\\"\\\\.$"');
});

test('a comment ends where its line ends', () => {
  assert.equal(comment('a\n} http {é'), '# a?} http {?');
});

test('an IPv6 address stands in brackets', () => {
  assert.equal(socket({ host: '::1', port: 80 }), '[::1]:80');
  assert.equal(socket({ host: '127.0.0.1', port: 80 }), '127.0.0.1:80');
});
