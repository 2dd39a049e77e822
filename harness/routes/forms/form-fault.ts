import type { FieldPath } from './field-path.ts';

/** One thing wrong with the form of an object. `text` begins behind the field, which it does not repeat: `is -5, below 0`. */
export interface FormFault {
  readonly id: string;
  readonly severity: 'error' | 'warning';
  readonly path: FieldPath;
  readonly text: string;
  readonly fix: string;
  /** Of an unknown field: the one it most likely stands for. */
  readonly meant?: string | null;
}

/** The API server, or the webhook of the control plane, refuses this. */
export const fault = (id: string, path: FieldPath, text: string, fix: string): FormFault => ({
  id,
  severity: 'error',
  path,
  text,
  fix,
});
/** Accepted, and worth a word. */
export const doubt = (id: string, path: FieldPath, text: string, fix: string): FormFault => ({
  id,
  severity: 'warning',
  path,
  text,
  fix,
});
