import type { Writable } from 'node:stream';

/** What the Action needs of the runner that executes it; `@actions/core` and `@actions/artifact` provide it. */
export interface Runner {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Standard output, where lines can also be commands; text from outside goes through `openJobLog`. */
  readonly output: Writable;
  /** The value of an input, without the blanks around it; empty where there is none. */
  getInput(name: string): string;
  /** From now on the log shows `***` instead of this. */
  setSecret(value: string): void;
  setOutput(name: string, value: string): void;
  /** Fails the step, with this on the run's page. */
  setFailed(message: string): void;
  warning(message: string): void;
  /** Keeps a value for the `post` step; the last one under a name wins. */
  saveState(name: string, value: string): void;
  /** What was kept; empty where nothing was. */
  getState(name: string): string;
  /** Appends Markdown to the run's page. */
  writeSummary(markdown: string): Promise<void>;
  /** Uploads files, which all are in `folder`. */
  uploadArtifact(name: string, files: readonly string[], folder: string): Promise<void>;
}
