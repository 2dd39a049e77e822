import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { classifierFor } from '../../../harness/classify/classifier.ts';
import { parseGroupBy } from '../../../harness/classify/group-by.ts';
import { answer } from './answers.ts';

const CHAIN = 'Hello eric(10.0.0.1)<-Bonjour eric(10.0.0.2)\n';
const http = (rule: string) => classifierFor(parseGroupBy(rule), 'http');
const tcp = (rule: string) => classifierFor(parseGroupBy(rule), 'tcp');

describe('classifierFor', () => {
  it('auto: header, else chain, else first line; first word for tcp', () => {
    assert.equal(http('auto').labelOf(answer(CHAIN, { headers: { 'X-Version': ' v1 ' } })), 'v1');
    assert.equal(http('auto').labelOf(answer(CHAIN, { headers: { 'x-version': '' } })), 'Hello<-Bonjour');
    assert.equal(http('auto').labelOf(answer('just text\r\nmore')), 'just text');
    assert.equal(tcp('auto').labelOf(answer('hello world', { status: 0 })), 'hello');
    assert.equal(http('auto').labelOf(answer('')), null);
  });

  it('header, status and latency need no body', () => {
    assert.equal(http('header:x-pod').labelOf(answer('', { headers: { 'X-POD': 'p1' } })), 'p1');
    assert.equal(http('header:x-pod').labelOf(answer('x')), null);
    assert.equal(http('status').labelOf(answer('', { status: 503 })), '503');
    assert.deepEqual(
      [249.9, 250, 251].map((latencyMs) => http('latency:250ms').labelOf(answer('', { latencyMs }))),
      ['fast', 'slow', 'slow'],
    );
    assert.ok(['header:x', 'status', 'latency:1s'].every((rule) => !http(rule).bodyNeeded));
    assert.ok(['auto', 'word:1', 'json:/a', 'whoami'].every((rule) => http(rule).bodyNeeded));
  });

  it('reads gRPC answers as those of HTTP, and their status by its name', () => {
    const grpc = (rule: string) => classifierFor(parseGroupBy(rule), 'grpc');
    assert.equal(grpc('auto').labelOf(answer(CHAIN, { status: 0, headers: { 'x-version': 'v1' } })), 'v1');
    assert.equal(grpc('auto').labelOf(answer(CHAIN, { status: 0 })), 'Hello<-Bonjour');
    assert.equal(grpc('auto').labelOf(answer('just text', { status: 0 })), 'just text');
    assert.equal(grpc('header:grpc-status').labelOf(answer('', { headers: { 'grpc-status': '14' } })), '14');
    assert.deepEqual(
      [0, 14, 16].map((status) => grpc('status').labelOf(answer('', { status }))),
      ['OK', 'UNAVAILABLE', 'UNAUTHENTICATED'],
    );
    assert.equal(classifierFor(parseGroupBy('status+line'), 'grpcs').labelOf(answer('x', { status: 5 })), 'NOT_FOUND+x');
  });

  it('reads other rules off the body', () => {
    assert.equal(http('hop:2').labelOf(answer(CHAIN)), 'Bonjour');
    assert.equal(http('json:/v').labelOf(answer('{"v":"2"}')), '2');
    assert.equal(tcp('regex:(\\d+)$').labelOf(answer('one 12')), '12');
  });

  it('joins what several rules read', () => {
    assert.equal(http('hop:1+hop:2').labelOf(answer(CHAIN)), 'Hello+Bonjour');
    assert.equal(http('hop:1+hop:3').labelOf(answer(CHAIN)), null);
    const retried = answer('x', { status: 503, latencyMs: 9, headers: { 'x-attempt': '4' } });
    assert.equal(http('status+header:x-attempt').labelOf(retried), '503+4');
    assert.equal(http('status+header:x-attempt').labelOf(answer('x')), null);
    assert.equal(http('latency:5ms+status+regex:(.)').labelOf(retried), 'slow+503+x');
    assert.equal(http('auto+latency:5ms').labelOf(answer(CHAIN)), 'Hello<-Bonjour+fast');
    assert.equal(tcp('auto+latency:5ms').labelOf(answer('one 1')), 'one+fast');
    assert.equal(http('status+header:x').bodyNeeded, false);
    assert.equal(http('status+line').bodyNeeded, true);
    assert.equal(http('status+header:x').isMarked(answer('')), true);
    assert.equal(http('header:x+line').isMarked(answer('')), false);
    assert.throws(() => tcp('word:1+status'), /--group-by word:1\+status: tcp answers have no status/);
  });

  it('cannot read off an answer what only a log can say', () => {
    assert.throws(() => http('mirror'), /^RangeError: --group-by mirror: .*; add --evidence FILE/);
  });

  it('refuses rules that tcp answers cannot satisfy', () => {
    assert.throws(() => tcp('header:x-version'), /^RangeError: --group-by header:x-version: tcp answers have no header; /);
    assert.throws(() => tcp('status'), /tcp answers have no status/);
    assert.equal(tcp('latency:1s').labelOf(answer('x')), 'fast');
  });

  it('believes only marks of an answer that failed', () => {
    assert.equal(http('auto').isMarked(answer('x')), false);
    assert.equal(http('auto').isMarked(answer('x', { headers: { 'x-version': 'v1' } })), true);
    assert.deepEqual(
      ['header:x', 'json:/v', 'podinfo', 'status'].map((rule) => http(rule).isMarked(answer('x'))),
      [true, true, true, true],
    );
    assert.deepEqual(
      ['line', 'word:1', 'body', 'regex:x', 'hop:1'].map((rule) => http(rule).isMarked(answer('x'))),
      Array(5).fill(false),
    );
  });

  it('decodes bytes as UTF-8 and keeps control characters for whoever prints them', () => {
    assert.equal(http('line').labelOf(answer(Buffer.from([0xc3, 0xa9, 0xff, 0x1b]))), 'é\ufffd\u001b');
    assert.equal(http('header:x').labelOf(answer('', { headers: { x: 'é' } })), 'é');
  });

  it('gives the same label to a reused buffer with new content', () => {
    const classifier = http('line');
    const reused = answer('v1');
    assert.equal(classifier.labelOf(reused), 'v1');
    reused.body.write('v2');
    assert.equal(classifier.labelOf(reused), 'v2');
  });
});
