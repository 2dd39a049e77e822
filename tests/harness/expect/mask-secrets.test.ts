import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { maskSecrets } from '../../../harness/expect/mask-secrets.ts';

describe('maskSecrets', () => {
  it('hides what usually is a secret and nothing else', () => {
    const secret = ['Authorization', 'proxy-authorization', 'Cookie', 'X-Api-Key', 'x_auth_token', 'X-Session', 'api-token'];
    const plain = ['end-user', 'x-request-id', 'x-monkey', 'Host', 'x-version', 'keyboard', 'accept'];
    const headers = [...secret, ...plain].map((name) => [name, 'value'] as const);
    const masked = maskSecrets({ method: 'GET', headers, body: null, payload: '' });
    assert.deepEqual(masked.headers, [...secret.map((name) => [name, '***']), ...plain.map((name) => [name, 'value'])]);
    assert.equal(headers[0]?.[1], 'value');
  });
});
