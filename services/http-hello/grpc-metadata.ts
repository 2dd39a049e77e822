import { Metadata, type MetadataValue } from '@grpc/grpc-js';

/** Header values by lower-case name, each as often as it came: how HTTP requests and gRPC calls look alike to the service. */
export type HeaderLists = Readonly<Record<string, readonly string[] | undefined>>;

/** Metadata as header lists. Values of `-bin` keys become base64, as they travel. */
export function headersOf(metadata: Metadata): Record<string, string[]> {
  const lists: Record<string, string[]> = Object.create(null);
  for (const name of Object.keys(metadata.getMap())) lists[name] = metadata.get(name).map(textOf);
  return lists;
}

/** Header lists as metadata. What metadata cannot carry, such as a header with bytes above ASCII, is percent-encoded. */
export function metadataOf(headers: HeaderLists): Metadata {
  const metadata = new Metadata();
  for (const [name, values] of Object.entries(headers)) {
    for (const value of values ?? []) metadata.add(name, sendable(name, value));
  }
  return metadata;
}

function textOf(value: MetadataValue): string {
  return typeof value === 'string' ? value : value.toString('base64');
}

function sendable(name: string, text: string): MetadataValue {
  if (name.endsWith('-bin')) return Buffer.from(text, 'base64');
  return text.replace(/[^\x20-\x7e]/g, (character) => encodeURIComponent(character.toWellFormed()));
}
