import type { DispatchedRun } from '../stand-in/dispatch.ts';
import type { Patience } from './action-process.ts';
import type { JobStatus } from './expression.ts';
import type { JobLog } from './job-log.ts';
import type { JobProcesses } from './job-processes.ts';
import type { JobFolders, Machine } from './machine.ts';
import type { Masks } from './masks.ts';
import type { Workflow } from './workflow.ts';

/** What an `::error::`, `::warning::` or `::notice::` puts on the run's page. */
export interface Annotation {
  readonly level: 'error' | 'warning' | 'notice';
  readonly message: string;
  /** `file`, `line`, `title`, … */
  readonly properties: Readonly<Record<string, string>>;
}

/** How one process of an action ended. */
export interface ProcessExit {
  /** The step's id, or its `GITHUB_ACTION`. */
  readonly step: string;
  readonly stage: 'main' | 'post';
  readonly code: number;
}

/** A job while it runs: what its steps share. */
export interface Job {
  readonly run: DispatchedRun;
  readonly workflow: Workflow;
  readonly machine: Machine;
  readonly patience: Patience;
  readonly folders: JobFolders;
  readonly masks: Masks;
  readonly log: JobLog;
  readonly processes: JobProcesses;
  /** The job's `GITHUB_TOKEN`. */
  readonly token: string;
  readonly secrets: Readonly<Record<string, string>>;
  readonly variables: Readonly<Record<string, string>>;
  /** By owner/repo, the folder that stands for an action's repository. */
  readonly actions: Readonly<Record<string, string>>;
  /** `ACTIONS_RUNTIME_TOKEN` and `ACTIONS_RESULTS_URL`. */
  readonly results: { readonly token: string; readonly url: string };
  /** `RUNNER_TRACKING_ID`. */
  readonly trackingId: string;
  /** Aborted by a cancel. */
  readonly cancel: AbortSignal;
  /** Aborted when the machine is lost. */
  readonly lost: AbortSignal;

  status: JobStatus;
  /** From `GITHUB_ENV`. */
  readonly environment: Record<string, string>;
  /** From `GITHUB_PATH`, the first one last. */
  readonly path: string[];
  /** By step id or `GITHUB_ACTION`. */
  readonly outputs: Record<string, Record<string, string>>;
  readonly summaries: string[];
  readonly annotations: Annotation[];
  readonly exits: ProcessExit[];
}
