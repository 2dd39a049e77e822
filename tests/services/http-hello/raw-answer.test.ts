import assert from 'node:assert/strict';
import { test } from 'node:test';
import { refusal } from '../../../services/http-hello/answer.ts';
import { rawAnswer } from '../../../services/http-hello/raw-answer.ts';

test('a raw answer is a whole HTTP/1.1 message with a length in bytes', () => {
  const text = rawAnswer(refusal(400, 'é'), { 'x-version': 'v1' }, new Date(0)).toString('utf8');
  assert.equal(
    text,
    [
      'HTTP/1.1 400 Bad Request',
      'x-version: v1',
      'date: Thu, 01 Jan 1970 00:00:00 GMT',
      'content-type: text/plain; charset=utf-8',
      'content-length: 20',
      'connection: close',
      '',
      '400 Bad Request: é\n',
    ].join('\r\n'),
  );
});
