import type { OpeningRecord } from '../model/openings.ts';
import { RepeatedConnects } from './repeated-connects.ts';
import { WaitingLine } from './waiting-line.ts';

/** How the connections of one drive came to be opened, or did not. */
export class Openings {
  readonly line = new WaitingLine();
  readonly repeated = new RepeatedConnects();
  /** Requests whose time was up before they had a connection, although this machine lacked nothing. */
  unopened = 0;

  /** What stood in the way; null when nothing did. */
  record(): OpeningRecord | null {
    const record = { waits: this.line.record(), repeated: this.repeated.record(), unopened: this.unopened };
    return record.waits.length + record.repeated.length + record.unopened === 0 ? null : record;
  }
}
