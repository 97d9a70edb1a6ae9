import type { DatabaseAddress } from '../../../../engines/database-address.ts';
import type { Draft, Ledger } from '../recording/ledger.ts';

/** What a session's recordings have to take back when it can't be followed any more. */
export interface Losses {
  /** Takes note of a statement whose answer may turn out to be another one's, and returns it. */
  doubt(draft: Draft | undefined): Draft | undefined;
  /** Says that the answers so far were those to what was asked. */
  trust(): void;
  /** Says in the recording that there is, once, that the session is lost; what is in doubt loses its rows. */
  note(): void;
}

export function createLosses(branch: DatabaseAddress, ledger: () => Ledger | undefined): Losses {
  let doubtful: Draft[] = [];
  let notedIn: Ledger | undefined;

  function doubt(draft: Draft | undefined): Draft | undefined {
    if (draft !== undefined) doubtful.push(draft);
    return draft;
  }

  return {
    doubt,
    trust() {
      doubtful = [];
    },
    note() {
      const open = ledger();
      if (open === undefined || open === notedIn) return;
      notedIn = open;
      const nothing = { sql: '', parameters: [], parameterTypes: [], columns: [] };
      doubt(open.add({ ...nothing, branch, beganAt: performance.now() }));
      for (const draft of doubtful) {
        draft.isLost = true;
        draft.rows.length = 0;
      }
      doubtful = [];
    },
  };
}
