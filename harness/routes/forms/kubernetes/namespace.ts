import { manifest } from '../metadata.ts';
import { list, object, text } from '../schema.ts';

export const namespace = manifest(object({ finalizers: list(text()) }), false);
