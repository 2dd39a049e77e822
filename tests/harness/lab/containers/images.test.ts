import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Engine } from '../../../../harness/lab/containers/engine.ts';
import { type NeededImage, provideImages } from '../../../../harness/lab/containers/images.ts';

/** An engine with some images, that can pull others; it writes down what it was asked to pull. */
function engineWith(present: readonly string[], pullable: readonly string[] = []) {
  const here = new Set(present);
  const pulled: string[] = [];
  const engine = {
    testcontainers: { ImageName: { fromString: (name: string) => ({ string: name }) } },
    client: {
      image: {
        exists: async ({ string }: { string: string }) => here.has(string),
        pull: async ({ string }: { string: string }) => {
          pulled.push(string);
          if (string.startsWith('broken/')) throw new Error('no such host');
          if (pullable.includes(string)) here.add(string);
        },
      },
    },
  };
  return { engine: engine as unknown as Engine, pulled };
}

function needed(name: string): NeededImage {
  return { name, isPublished: name.includes('/'), missing: (why) => new Error(`${name}: ${why}`) };
}

test('an image that is there is never pulled', async () => {
  const { engine, pulled } = engineWith(['tcp-echo:0.1.0', 'a/b:1']);
  await provideImages(engine, [needed('tcp-echo:0.1.0'), needed('a/b:1')]);
  assert.deepEqual(pulled, []);
});

test('an image that a registry may have is pulled, once for all its containers', async () => {
  const { engine, pulled } = engineWith([], ['a/b:1']);
  await provideImages(engine, [needed('a/b:1'), needed('a/b:1')]);
  assert.deepEqual(pulled, ['a/b:1']);
});

test('an image without a registry in its name is never looked for elsewhere', async () => {
  const { engine, pulled } = engineWith([], ['tcp-echo:0.1.0']);
  await assert.rejects(provideImages(engine, [needed('tcp-echo:0.1.0')]), /tcp-echo:0.1.0: it is built, not pulled/);
  assert.deepEqual(pulled, []);
});

test('a failed pull says why', async () => {
  await assert.rejects(provideImages(engineWith([]).engine, [needed('broken/b:1')]), /cannot be pulled: no such host/);
});

test('a pull that ends without the image is a failed one', async () => {
  await assert.rejects(provideImages(engineWith([]).engine, [needed('a/b:1')]), /its registry does not have it/);
});
