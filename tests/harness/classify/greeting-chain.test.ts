import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { chainLabel, hopLabel, hopsOf } from '../../../harness/classify/greeting-chain.ts';

fc.configureGlobal({ seed: 20260131 });

const ARTICLE = 'Hello eric(172.18.0.230)<-Bonjour eric(192.168.0.171)<-Hello eric(172.18.1.36)';
const PARALLEL = 'Hello p(10.0.0.1)<-[Bonjour d(10.0.0.2)<-Hola x(10.0.0.9)|Hola r(fd00::3)]';

describe('greeting chains', () => {
  it('keeps the greetings and drops names and addresses', () => {
    assert.equal(chainLabel(ARTICLE), 'Hello<-Bonjour<-Hello');
    assert.equal(chainLabel('Hola eric(::1)'), 'Hola');
    assert.equal(chainLabel('Hello eric the red(10.0.0.1)'), 'Hello');
    assert.equal(chainLabel(PARALLEL), 'Hello<-[Bonjour<-Hola|Hola]');
    assert.equal(chainLabel('Hello a(1.2.3.4)<-[Hi b(1.2.3.4)|[Ho c(1.2.3.4)|Ha d(1.2.3.4)]]'), 'Hello<-[Hi|[Ho|Ha]]');
  });

  it('takes nothing else for a chain', () => {
    for (const line of [
      '',
      'hello world',
      'Hello world (1.2)',
      'Hello world(v2)',
      'Hello eric(172.18.0.230)<-',
      '<-Hello eric(172.18.0.230)',
      'Hello eric(172.18.0.230)<-(hello2:8001 failed: connect ECONNREFUSED)',
      'Hello eric(172.18.0.230)<-[Bonjour d(10.0.0.2)',
      'Hello eric(172.18.0.230)]<-[Bonjour d(10.0.0.2)',
      'Hello eric(172.18.0.230)<-[]',
      'Hello eric(172.18.0.230) trailing',
      `${'['.repeat(40)}Hello eric(1.2.3.4)${']'.repeat(40)}`,
    ]) {
      assert.equal(chainLabel(line), null, line);
    }
  });

  it('reads one hop, joins included', () => {
    assert.deepEqual(
      [1, 2, 3, 4].map((number) => hopLabel(ARTICLE, number)),
      ['Hello', 'Bonjour', 'Hello', null],
    );
    assert.deepEqual(
      [1, 2, 3].map((number) => hopLabel(PARALLEL, number)),
      ['Hello', '[Bonjour<-Hola|Hola]', null],
    );
    assert.equal(hopLabel('Hello eric(1.2.3.4)<-(hello2:8001 failed: timeout)', 2), null);
    assert.equal(hopLabel('Hello eric(pod-a)<-Bonjour eric(pod-b)', 2), 'Bonjour');
    assert.equal(hopLabel('Hello [eric(1.2.3.4)', 1), null);
  });

  it('gives back the greetings of every chain that can be built', () => {
    const greeting = fc.constantFrom('Hello', 'Bonjour', 'Hola', 'こんにちは', '<3');
    const name = fc.string({ unit: fc.constantFrom(...'abc é\\x3.') });
    const address = fc.oneof(fc.ipV4(), fc.ipV6());
    const { chain } = fc.letrec<{ chain: [string, string]; hop: [string, string] }>((tie) => ({
      hop: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        fc.tuple(greeting, name, address).map(([word, who, where]): [string, string] => [`${word} ${who}(${where})`, word]),
        fc
          .array(tie('chain'), { minLength: 1, maxLength: 3 })
          .map((parts): [string, string] => [
            `[${parts.map((part) => part[0]).join('|')}]`,
            `[${parts.map((part) => part[1]).join('|')}]`,
          ]),
      ),
      chain: fc
        .array(tie('hop'), { minLength: 1, maxLength: 4 })
        .map((hops): [string, string] => [hops.map((hop) => hop[0]).join('<-'), hops.map((hop) => hop[1]).join('<-')]),
    }));
    fc.assert(
      fc.property(chain, ([line, label]) => {
        assert.equal(chainLabel(line), label);
        for (const [index] of (hopsOf(line) ?? []).entries()) {
          assert.notEqual(hopLabel(line, index + 1), null);
        }
      }),
    );
  });

  it('stays quick on hostile lines', () => {
    for (const line of [
      '<-'.repeat(30_000),
      '['.repeat(60_000),
      `Hello ${'('.repeat(60_000)}`,
      `${':'.repeat(60_000)})`,
      '[|'.repeat(16_000) + ']'.repeat(16_000),
    ]) {
      assert.equal(chainLabel(line), null);
      hopLabel(line, 1);
    }
  });
});
