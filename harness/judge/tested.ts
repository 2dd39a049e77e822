import type { DiagnosticId } from '../model/diagnosis.ts';

/** One diagnostic test before its p-value is seen beside the others. */
export interface Tested<Id extends DiagnosticId = DiagnosticId> {
  readonly id: Id;
  readonly stat: number;
  readonly lnP: number;
  /** The test's extra condition of STATISTICS 6.3: a finding too small to matter never fires. */
  readonly guard: boolean;
}
