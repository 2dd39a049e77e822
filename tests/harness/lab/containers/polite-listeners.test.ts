import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { afterEach, test } from 'node:test';
import { politeListeners } from '../../../../harness/lab/containers/polite-listeners.ts';

/** A package as another one finds it; neither is a dependency of ours. */
const packageOf = (...path: readonly string[]) => path.reduce((from, name) => createRequire(from).resolve(name), import.meta.url);
const loaded = (...path: readonly string[]) => createRequire(import.meta.url)(packageOf(...path));
type Listen = (then: () => void) => () => void;
const releases: (() => void)[] = [];

afterEach(() => {
  for (const release of releases.splice(0)) release();
});

test('nobody waits before somebody has asked to', () => {
  assert.equal(politeListeners(), 0);
});

test('both versions of signal-exit are counted by what they really listen to', () => {
  const before = process.listenerCount('SIGINT');
  const onExitOfOld: Listen = loaded('testcontainers', 'proper-lockfile', 'signal-exit');
  releases.push(onExitOfOld(() => {}));
  assert.equal(politeListeners(), 1);
  const { onExit }: { onExit: Listen } = loaded(
    'testcontainers',
    'archiver',
    'archiver-utils',
    'glob',
    'foreground-child',
    'signal-exit',
  );
  releases.push(onExit(() => {}));
  assert.equal(politeListeners(), 2);
  assert.equal(process.listenerCount('SIGINT') - before, 2);
});
