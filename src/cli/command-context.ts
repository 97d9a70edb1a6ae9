/** Where a command was started, which its options are relative to, and what it may read besides. */
export interface CommandContext {
  /** Somewhere in the repository. */
  readonly directory: string;
  readonly environment: NodeJS.ProcessEnv;
}
