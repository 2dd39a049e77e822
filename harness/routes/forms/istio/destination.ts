import { list, map, object, text, uint32 } from '../schema.ts';

export const portSelector = object({ number: uint32 });
export const destination = object({ host: text(), subset: text(), port: portSelector }, 'host');

const headerOperations = object({ add: map(text()), set: map(text()), remove: list(text()) });
export const headers = object({ request: headerOperations, response: headerOperations });
