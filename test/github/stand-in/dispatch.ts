/** What a `permissions:` key of a workflow may say, such as `{ issues: 'write', contents: 'read' }`. */
export type TokenPermissions = Readonly<Record<string, 'read' | 'write'>>;

/** How a workflow run can end. */
export type RunConclusion =
  | 'success'
  | 'failure'
  | 'cancelled'
  | 'timed_out'
  | 'skipped'
  | 'startup_failure';

/**
 * One run of a workflow, as its runner sees it. The stand-in makes it when the workflow is dispatched, with `run-name`
 * evaluated; executing the workflow, its `concurrency` group included, is the runner's part.
 */
export interface DispatchedRun {
  /** `GITHUB_RUN_ID`. */
  readonly id: number;
  /** `GITHUB_RUN_NUMBER`: counts the runs of the workflow from 1. */
  readonly runNumber: number;
  /** What `run-name` came to, or the workflow's name. */
  readonly title: string;
  readonly repository: {
    readonly id: number;
    readonly owner: string;
    readonly repo: string;
    readonly private: boolean;
    readonly defaultBranch: string;
    /** The bare repository, which a checkout clones. */
    readonly gitDirectory: string;
  };
  /** `.github/workflows/branch-prod.yml`; read it at `headSha` for jobs, permissions and concurrency. */
  readonly workflowPath: string;
  /** `GITHUB_REF`: `refs/heads/main`. */
  readonly ref: string;
  /** `GITHUB_SHA`: the commit that `ref` was at when the run was dispatched. */
  readonly headSha: string;
  /** The inputs, with the workflow's defaults filled in. */
  readonly inputs: Readonly<Record<string, string>>;
  /** `GITHUB_ACTOR`: the login of whoever dispatched. */
  readonly actor: string;
  /** What belongs into the file `GITHUB_EVENT_PATH`. */
  readonly event: Readonly<Record<string, unknown>>;
  /** `GITHUB_API_URL`: the stand-in, without a slash at the end. */
  readonly apiUrl: string;
  /** `GITHUB_SERVER_URL`: `https://github.com`, as @actions/artifact refuses to work for other servers. */
  readonly serverUrl: string;
  /** Whether somebody asked to cancel the run; it is still not completed until {@link complete}. */
  readonly isCancelled: boolean;
  /** Whether {@link complete} was called, or the run was cancelled while nobody executed it. */
  readonly isCompleted: boolean;

  /** A runner picked the run up: `queued` becomes `in_progress`. */
  begin(): void;
  /** The run ended; its job tokens end with it. A run that has ended stays as it is. */
  complete(conclusion: RunConclusion): void;
  /**
   * Calls back when a cancel is asked for, at once if it was before. With a callback, the run ends only when the
   * runner calls {@link complete}, as a cancelled job's post steps still run; without one, a cancel ends it.
   */
  onCancel(callback: () => void): void;
  /** Stores an artifact of files, by their paths inside it. A second one of the same name is an error. */
  addArtifact(name: string, files: Readonly<Record<string, Uint8Array>>): void;
  /** Stores an artifact that is a ZIP file already. */
  addArtifactZip(name: string, bytes: Uint8Array): void;
  /**
   * The job's `GITHUB_TOKEN`: its requests are those of `github-actions[bot]` in this repository, limited to
   * `permissions`. Metadata can always be read.
   */
  createJobToken(permissions: TokenPermissions): string;
}

/**
 * Executes a dispatched run. It is called once the dispatch was answered, and may return before the run has ended. What
 * it throws ends the run with `startup_failure` and is rethrown by the stand-in's `close()`.
 */
export type RunHandler = (run: DispatchedRun) => void | Promise<void>;
