import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bindLine } from '../../../../../harness/lab/gateways/haproxy/bind.ts';
import { comment, literalFormat, literalReplacement, quoted } from '../../../../../harness/lab/gateways/haproxy/quoted.ts';

test('nothing but the quote itself means anything in a word', () => {
  assert.equal(quoted(`a'b "c" $d #e`), `'a'\\''b "c" $d #e'`);
  assert.equal(comment('a\nbackend b'), '# a?backend b');
});

test('a text fills nothing in', () => {
  assert.equal(literalFormat('100%[path]'), '100%%[path]');
  assert.equal(literalReplacement('\\1%'), '\\\\1%%');
});

test('the key of a certificate lies where HAProxy looks for it', () => {
  const at = { host: '127.0.0.1', port: 443 };
  const tls = { authority: '/a.pem', certificate: '/c.pem', key: '/c.pem.key', isMutual: true };
  assert.equal(bindLine(at, tls), "bind 127.0.0.1:443 ssl crt '/c.pem' ca-file '/a.pem' verify required");
  assert.equal(bindLine(at, null), 'bind 127.0.0.1:443');
  assert.throws(() => bindLine(at, { ...tls, key: '/other.key' }), /looks for the key of \/c\.pem in \/c\.pem\.key/);
});
