import { shown } from '../../text/shown.ts';
import type { Field } from '../field.ts';
import { goDurationMs } from '../go-duration.ts';
import { named } from '../object-name.ts';
import { error } from '../problem.ts';
import type { Report } from './surroundings.ts';

/** Milliseconds of a duration field; null where none is written, or where it is wrong, which is reported. */
export function durationMs(field: Field, report: Report): number | null {
  if (!field.isWritten) return null;
  const milliseconds = field.text === null ? null : goDurationMs(field.text);
  if (milliseconds === null) {
    report(
      error(
        'duration-wrong',
        field.place,
        `${named(field.object)}: ${field.where} ${shown(String(field.value))} is no duration`,
        'write a number with its unit, such as 2s, 500ms or 1m30s',
      ),
    );
  }
  return milliseconds;
}
