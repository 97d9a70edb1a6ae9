import type { Machine } from './machine.ts';
import type { PostgresPrograms } from './postgres/programs.ts';
import type { Table } from './table.ts';

/** What the command line asks of a benchmark, and what it may use. */
export interface BenchmarkContext {
  /** A new folder, which is removed afterwards with all that is in it. */
  readonly folder: string;
  /** Another one, on a file system that can't share blocks; only if one was named. */
  readonly plainFolder: string | undefined;
  readonly programs: PostgresPrograms;
  /** Few repetitions on little data: shows that it works, measures nothing. */
  readonly quick: boolean;
  /** Sizes of sources in MB (10^6 bytes); empty for the benchmark's own. */
  readonly sizes: readonly number[];
  /** How long one alternative may take before it is stopped, in milliseconds. */
  readonly limitMs: number;
  readonly signal: AbortSignal;
  /** Tells people what happens now. */
  readonly progress: (message: string) => void;
}

/** What was measured: the same for programs and for people. */
export interface Outcome {
  /** Plain JSON; the benchmark's own part of the document. */
  readonly document: object;
  readonly tables: readonly Table[];
  /** Sentences that belong below the tables. */
  readonly notes: readonly string[];
  /** The version that the benchmark's databases used. */
  readonly pgvector: string;
}

/** Measures; throws what went wrong, and when the signal is given. */
export type Benchmark = (context: BenchmarkContext) => Promise<Outcome>;

/** What `--json` prints: the benchmark's own part, after what it needs to be understood. */
export interface BenchmarkDocument {
  readonly version: 1;
  readonly benchmark: string;
  readonly quick: boolean;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly durationMs: number;
  readonly machine: Machine;
  readonly versions: Versions;
}

export interface Versions {
  readonly branchProd: string;
  readonly node: string;
  /** As `postgres --version` says it. */
  readonly postgres: string;
  readonly pgvector: string;
}
