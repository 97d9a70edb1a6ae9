import type { GitCommit } from './commits.ts';
import type { DispatchedRun, RunConclusion, TokenPermissions } from './dispatch.ts';

/** A person, an organization or a bot. */
export interface User {
  readonly id: number;
  readonly login: string;
  readonly type: 'User' | 'Bot' | 'Organization';
}

/** An app on GitHub: ours, or GitHub Actions. */
export interface AppIdentity {
  readonly id: number;
  readonly slug: string;
  readonly permissions: TokenPermissions;
  /** The webhook events that it subscribed to. */
  readonly events: readonly string[];
}

/** Our app on one account. */
export interface Installation {
  readonly id: number;
  readonly account: User;
  readonly createdAt: string;
}

/** A label of a repository. */
export interface Label {
  readonly id: number;
  readonly name: string;
  readonly color: string;
  readonly description: string | null;
}

/** A reaction, such as `eyes`, to a thread or a comment. */
export interface Reaction {
  readonly id: number;
  readonly user: User;
  readonly content: string;
  readonly createdAt: string;
}

/** A comment on a thread. */
export interface Comment {
  readonly id: number;
  readonly thread: number;
  readonly user: User;
  /** The app that wrote it, if one did. */
  readonly app: AppIdentity | undefined;
  readonly createdAt: string;
  readonly reactions: Reaction[];
  body: string;
  updatedAt: string;
}

/** One side of a pull request. The commit stays when the branch is deleted. */
export interface PullSide {
  readonly repository: RepositoryState;
  readonly branch: string;
  sha: string;
}

/** What a pull request has besides what an issue has. */
export interface PullRequest {
  readonly id: number;
  readonly head: PullSide;
  readonly base: PullSide;
  /** Of the head against where it left the base. */
  size: { commits: number; changedFiles: number; additions: number; deletions: number };
}

/** An issue, or a pull request: it has `pull`. */
export interface ThreadState {
  readonly id: number;
  readonly number: number;
  readonly user: User;
  readonly createdAt: string;
  readonly labels: Label[];
  readonly reactions: Reaction[];
  readonly pull: PullRequest | undefined;
  title: string;
  body: string | null;
  state: 'open' | 'closed';
  stateReason: string | null;
  closedAt: string | null;
  updatedAt: string;
}

/** A check run: what an app says of a commit. */
export interface CheckRun {
  readonly id: number;
  readonly suite: number;
  readonly app: AppIdentity;
  readonly headSha: string;
  readonly annotations: Readonly<Record<string, unknown>>[];
  name: string;
  status: string;
  conclusion: string | null;
  startedAt: string | null;
  completedAt: string | null;
  externalId: string;
  detailsUrl: string | null;
  output: { title: string | null; summary: string | null; text: string | null };
  actions: readonly { label: string; description: string; identifier: string }[];
}

/** One step of a deployment. */
export interface DeploymentStatus {
  readonly id: number;
  readonly state: string;
  readonly description: string;
  readonly environmentUrl: string;
  readonly logUrl: string;
  readonly creator: User;
  readonly createdAt: string;
}

/** A deployment with all its statuses, the oldest first. */
export interface Deployment {
  readonly id: number;
  readonly sha: string;
  readonly ref: string;
  readonly task: string;
  readonly environment: string;
  readonly description: string | null;
  readonly payload: unknown;
  readonly transient: boolean;
  readonly production: boolean;
  readonly creator: User;
  readonly createdAt: string;
  readonly statuses: DeploymentStatus[];
}

/** A workflow file of the default branch that somebody asked for. */
export interface Workflow {
  readonly id: number;
  readonly path: string;
  readonly name: string;
}

/** A dispatched run of a workflow. */
export interface WorkflowRun {
  readonly id: number;
  readonly number: number;
  readonly workflow: Workflow;
  readonly title: string;
  readonly branch: string;
  readonly headCommit: GitCommit;
  readonly actor: User;
  readonly inputs: Readonly<Record<string, string>>;
  readonly createdAt: string;
  /** When it was made, in milliseconds: GitHub lists a run only after a while. */
  readonly createdMs: number;
  /** The run as its runner sees it. */
  readonly dispatched: DispatchedRun;
  readonly onCancel: (() => void)[];
  readonly tokens: string[];
  status: 'queued' | 'in_progress' | 'completed';
  conclusion: RunConclusion | null;
  cancelRequested: boolean;
  updatedAt: string;
}

/** A file that a run has left. */
export interface Artifact {
  readonly id: number;
  readonly run: number;
  readonly name: string;
  readonly zip: Uint8Array;
  readonly createdAt: string;
  /** Set it to see what becomes of an artifact that GitHub has removed. */
  expired: boolean;
}

/** A repository with everything in it; what git holds stays in its bare repository on disk. */
export interface RepositoryState {
  readonly id: number;
  readonly owner: string;
  readonly repo: string;
  readonly private: boolean;
  readonly defaultBranch: string;
  readonly gitDirectory: string;
  readonly forkOf: RepositoryState | undefined;
  readonly createdAt: string;
  /** Roles by login. */
  readonly collaborators: Map<string, { readonly role: string; readonly permission: string }>;
  /** By name in lower case. */
  readonly labels: Map<string, Label>;
  /** Issues and pull requests, by number. */
  readonly threads: Map<number, ThreadState>;
  readonly comments: Map<number, Comment>;
  readonly checkRuns: Map<number, CheckRun>;
  readonly deployments: Map<number, Deployment>;
  /** By path. */
  readonly workflows: Map<string, Workflow>;
  readonly runs: Map<number, WorkflowRun>;
  readonly artifacts: Map<number, Artifact>;
  installation: Installation | undefined;
}

/** Now, as GitHub writes it: `2026-03-10T12:00:00Z`. */
export function timestamp(): string {
  return `${new Date().toISOString().slice(0, 19)}Z`;
}
