import { object, text } from '../schema.ts';

/** How a text is compared; one way at most. */
export const stringMatch = object({ exact: text(), prefix: text(), regex: text() }, '', {
  atMostOne: [['exact', 'prefix', 'regex']],
});
