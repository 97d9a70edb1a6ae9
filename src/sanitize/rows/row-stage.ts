/** A row as a stage sees it. */
export interface StageRow {
  /** PostgreSQL's text of the stage's `columns`, in their order; the stage changes them in place. */
  readonly fields: (string | null)[];
  /** Whether masking changed the stage's `watched` columns in this row, in their order. */
  readonly changed: readonly boolean[];
}

/**
 * Computes columns of a table where a function of one value can't: it gets rows whose other columns are masked
 * already, and runs in the main thread, where it may wait for programs and networks. One is made for one table.
 */
export interface RowStage {
  /** The columns of the table that it reads or changes. Those that the policy gives to the stage are still raw. */
  readonly columns: readonly string[];
  /** Columns of which it has to know whether masking changed them. */
  readonly watched: readonly string[];
  /**
   * Changes some thousand rows in place; called for one batch after the other, in the order of the table. Throws
   * `mask-failed`, without a value, and `interrupted` soon after the signal.
   */
  apply(rows: readonly StageRow[], signal: AbortSignal): Promise<void>;
  /** Ends what it has started. Called once, whatever happened before. */
  end(): Promise<void>;
}
