import type { Engine } from './engine.ts';

/** An image that a lab needs. */
export interface NeededImage {
  readonly name: string;
  /** Whether a registry may have it. */
  readonly isPublished: boolean;
  /** The error when it cannot be had, given why. */
  readonly missing: (why: string) => Error;
}

/** Sees to it that every image is on the engine's machine: one that is there is used as it is, another one is pulled. */
export async function provideImages(engine: Engine, images: readonly NeededImage[]): Promise<void> {
  const byName = new Map(images.map((image) => [image.name, image]));
  for (const image of byName.values()) await provide(engine, image);
}

async function provide({ testcontainers, client }: Engine, { name, isPublished, missing }: NeededImage): Promise<void> {
  const image = testcontainers.ImageName.fromString(name);
  if (await client.image.exists(image)) return;
  if (!isPublished) throw missing('it is built, not pulled');
  await client.image.pull(image).catch((error: Error) => {
    throw missing(`it cannot be pulled: ${error.message}`);
  });
  // A registry that answers and does not have it is told in the stream of progress, which nobody reads.
  if (!(await client.image.exists(image))) throw missing('its registry does not have it');
}
