import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PARTS, readOptions } from '../../bench/options.ts';

const wrong = (args: readonly string[], pattern: RegExp): void => {
  assert.throws(
    () => readOptions(args),
    (error: unknown) => error instanceof RangeError && pattern.test(error.message),
  );
};

test('without arguments everything is measured in five pairs', () => {
  assert.deepEqual(readOptions([]), { only: PARTS, pairs: 5, requests: null, short: false, print: false });
});

test('the parts keep their order, whatever order they are asked for in', () => {
  const options = readOptions(['--only', 'tcp, http,tcp', '--pairs', '7', '--requests', '2000', '--short']);
  assert.deepEqual(options, { only: ['http', 'tcp'], pairs: 7, requests: 2000, short: true, print: false });
});

test('help is asked for by name', () => {
  assert.equal(readOptions(['--help']), 'help');
});

test('too few pairs are for looking at only', () => {
  wrong(['--pairs', '4'], /--pairs 4: .*add --print/);
  assert.deepEqual(readOptions(['--pairs', '1', '--print']), {
    only: PARTS,
    pairs: 1,
    requests: null,
    short: false,
    print: true,
  });
});

test('what is not understood is named', () => {
  wrong(['--only', 'http,udp'], /--only "udp".*http, tcp/);
  wrong(['--only', ''], /--only ""/);
  wrong(['--requests', '0'], /--requests "0"/);
  wrong(['--requests', '1e5'], /--requests "1e5"/);
  wrong(['--pairs', '9007199254740993'], /--pairs/);
  wrong(['--fast'], /--fast/);
  wrong(['http'], /http/);
});
