import type { GitHubClient } from '../client.ts';

/** Where a task says what it did. Messages and fields hold ids and codes, never content of a thread. */
export interface TaskLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** What a task is done with. */
export interface TaskTools {
  /** With the rights of the App's installation; it retries and keeps GitHub's rate limits by itself. */
  readonly client: GitHubClient;
  /** The App, as GitHub knows it: its slug (`branch-prod`) and its id. */
  readonly app: { readonly slug: string; readonly id: number };
  readonly log: TaskLog;
  readonly now: () => Date;
  /** Resolves after so many milliseconds. */
  readonly wait: (milliseconds: number) => Promise<unknown>;
  /**
   * Ids of the orders that the thread's waiting requests from before that time would become. Whoever calls it sees to
   * it that the thread has an order of that time: when the task is done, they are too.
   */
  readonly takeOver: (before: string) => readonly string[];
}

/** The login by which GitHub names the App. */
export function appLogin({ app }: Pick<TaskTools, 'app'>): string {
  return `${app.slug}[bot]`;
}

/** The accounts whose comments are ours: the App's, and that of the jobs that the Action runs in. */
export function ownLogins(tools: Pick<TaskTools, 'app'>): string[] {
  return [appLogin(tools), 'github-actions[bot]'];
}
