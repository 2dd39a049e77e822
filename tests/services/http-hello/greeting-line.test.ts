import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { chainStatus, failedHop, greet, type Hop, joinHops, reportsFailure } from '../../../services/http-hello/greeting-line.ts';
import { type ReadHop, readChain } from './chain-grammar.ts';

const good = (line: string): Hop => ({ line, failure: null });

test('the lines of the contract', () => {
  const third = greet('Hello', 'eric', '172.18.1.36');
  const second = joinHops(greet('Bonjour', 'eric', '192.168.0.171'), [good(third)], false);
  const line = joinHops(greet('Hello', 'eric', '172.18.0.230'), [good(second)], false);
  assert.equal(line, 'Hello eric(172.18.0.230)<-Bonjour eric(192.168.0.171)<-Hello eric(172.18.1.36)');
  assert.equal(joinHops('a', [good('b'), good('c')], true), 'a<-[b|c]');
  assert.equal(joinHops('a', [good('b')], true), 'a<-[b]');
  assert.equal(joinHops('a', [], true), 'a');
});

test('a name cannot forge a hop, a failure or a second line', () => {
  for (const name of ['x(1)<-Bonjour y', 'x<-(hello3:1 failed: z)', 'x)', '[a|b]', 'a\nb', '\\x28']) {
    const read = readChain(greet('Hello', name, '10.0.0.1'));
    assert.deepEqual([read.greeting, read.pod, read.failed, read.behind.length], ['Hello', '10.0.0.1', false, 0]);
    assert.equal(reportsFailure(greet('Hello', name, '10.0.0.1')), false);
  }
});

interface Tree {
  readonly name: string;
  readonly failed: boolean;
  readonly parallel: boolean;
  readonly behind: readonly Tree[];
}

const anyText = fc.string({ unit: 'binary', maxLength: 20 });
const { tree } = fc.letrec<{ tree: Tree; leaf: Tree; node: Tree }>((tie) => ({
  leaf: fc.record({ name: anyText, failed: fc.boolean(), parallel: fc.boolean(), behind: fc.constant([]) }),
  node: fc.record({
    name: anyText,
    failed: fc.constant(false),
    parallel: fc.boolean(),
    behind: fc.array(tie('tree'), { minLength: 1, maxLength: 3 }),
  }),
  tree: fc.oneof({ maxDepth: 4 }, tie('leaf'), tie('node')),
}));

function write(node: Tree): Hop {
  if (node.failed) return failedHop('[::1]:8001', node.name, 502);
  const hops = (node.parallel ? node.behind : node.behind.slice(0, 1)).map(write);
  return good(joinHops(greet('Hello', node.name, '10.0.0.1'), hops, node.parallel));
}

function shape(node: Tree): unknown {
  return node.failed ? 'failed' : (node.parallel ? node.behind : node.behind.slice(0, 1)).map(shape);
}

function readShape(hop: ReadHop): unknown {
  return hop.failed ? 'failed' : hop.behind.map(readShape);
}

test('whatever the names and reasons, the line reads back as the hops that wrote it', () => {
  fc.assert(
    fc.property(tree, (node) => {
      const { line } = write(node);
      assert.deepEqual(readShape(readChain(line)), shape(node));
      assert.equal(reportsFailure(line), JSON.stringify(shape(node)).includes('failed'));
    }),
    { seed: 4, numRuns: 500 },
  );
});

test('a hostile line is searched in linear time', () => {
  assert.equal(reportsFailure(`<-(${' failed: '.repeat(7_000)}`), false);
  assert.equal(reportsFailure('<-('.repeat(20_000)), false);
});

test('504 only when every failure is one of time', () => {
  const [late, dead] = [failedHop('a:1', 'late', 504), failedHop('a:1', 'dead', 502)];
  assert.equal(chainStatus([]), 200);
  assert.equal(chainStatus([good('x')]), 200);
  assert.equal(chainStatus([good('x'), late]), 504);
  assert.equal(chainStatus([late, dead]), 502);
});
