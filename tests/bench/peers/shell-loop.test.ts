import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countedAnswers, shellLoop } from '../../../bench/peers/shell-loop.ts';

test('HTTP is asked with curl and TCP with nc, as often as said', () => {
  const http = shellLoop('http://127.0.0.1:8080/', 500);
  assert.deepEqual(http.command.args, ['-c', 'for i in $(seq 500); do curl -s http://127.0.0.1:8080/; done | sort | uniq -c']);
  const tcp = shellLoop('tcp://127.0.0.1:9000', 20);
  assert.deepEqual(tcp.command.args, ['-c', 'for i in $(seq 20); do echo hello | nc -N 127.0.0.1 9000; done | sort | uniq -c']);
  assert.deepEqual([http.needs.program, tcp.needs.program], ['curl', 'nc']);
});

test('what uniq -c has counted is added up', () => {
  assert.equal(countedAnswers('    798 one 1\n    202 two\n'), 1000);
  assert.equal(countedAnswers(''), 0);
});
