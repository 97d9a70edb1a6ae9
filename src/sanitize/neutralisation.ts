/** Something by which a clone could act on the world outside, or hold or reach what is not the branch's. */
export interface Neutralisation {
  /** In the report, with the number of things found. */
  readonly what: string;
  /** Without a line in the report: it is what every copy has, or nobody's loss. */
  readonly silent?: true;
  /**
   * A query of arrays of statements that put an end to it, one array for each thing found. Names are quoted by
   * PostgreSQL; no text is taken apart again, where a name could pass for a statement.
   */
  readonly find: string;
}
