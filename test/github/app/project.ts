import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Octokit } from '@octokit/core';
import { afterEach, expect } from 'vitest';
import { parse } from 'yaml';
import { findTasks } from '../../../src/github/app/intake/find-tasks.ts';
import {
  isLookup,
  type QueuedTask,
  queuedTaskSchema,
} from '../../../src/github/app/intake/queued-task.ts';
import { processTask } from '../../../src/github/app/tasks/process-task.ts';
import type { TaskTools } from '../../../src/github/app/tools.ts';
import type { GitHubClient } from '../../../src/github/client.ts';
import { orderSchema, textDigest } from '../../../src/github/order.ts';
import { parseComment } from '../../../src/github/thread-state.ts';
import { smallConfig } from '../../config/example.ts';
import { type GitHubStandIn, startGitHub } from '../stand-in/github.ts';
import type { RepositoryState } from '../stand-in/state.ts';

const root = new URL('../../..', import.meta.url);
const manifest = parse(readFileSync(new URL('app.yml', root), 'utf8'));
const workflowPath = '.github/workflows/branch-prod.yml';

export const owner = 'acme';
export const repo = 'shop';

/** A config whose pull requests are replayed when they touch `src/` or `prompts/`. */
export const config = smallConfig({
  root: 'checks: { paths: ["src/**"] }\nai: { prompts: ["prompts/**"] }',
});
const caseFile = 'question: Is water covered?\nmustContain: [not covered]\n';
/** An issue's text that holds a case. */
export const caseText = `It said that water is covered.\n\n\`\`\`branch-prod\n${caseFile}\`\`\`\n`;

/** The files of a repository that is set up. */
export const setUp: Record<string, string> = {
  '.github/branch-prod.yml': config,
  [workflowPath]: readFileSync(new URL(workflowPath, root), 'utf8'),
  '.branch-prod/cases/water.yml': caseFile,
  'src/app.js': 'one\n',
  'prompts/answer.txt': 'first\nsecond\nthird\n',
};

/** A repository on a GitHub of its own, the App's tools for it, and what the tests look at. */
export interface Project {
  readonly github: GitHubStandIn;
  readonly state: RepositoryState;
  readonly tools: TaskTools;
  /** How long was waited so far, in milliseconds; no time passes. */
  readonly waited: () => number;
  /** Called at each wait. */
  onWait: (() => void) | undefined;
  /** What was logged, as JSON. */
  readonly logged: () => string;
  /** Commits files on a branch, which begins at `from` if it is new; `null` removes one. Gives the commit's id. */
  commit(branch: string, files: Record<string, string | null>, from?: string): string;
  /** mallory's fork of it, where the App is not installed. */
  fork(): RepositoryState;
  /** Does a task as the App does, or what a lookup turns into; the fields that all tasks have are filled in. */
  process(task: { kind: QueuedTask['kind'] } & Record<string, unknown>): Promise<void>;
  /** The report comments of a thread, read. */
  reports(thread: number): { id: number; phase: string; order: string; body: string }[];
  /** The texts of all comments of bots on a thread that are no report. */
  answers(thread: number): string[];
  /** The orders of the workflow's runs, the oldest first. */
  orders(): (ReturnType<typeof orderSchema.parse> & { run: number })[];
}

const open: (() => Promise<void>)[] = [];

/** At the end of each test, every request of it has to be one that GitHub's description allows. */
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

export async function startProject(
  options: { private?: boolean; files?: Record<string, string>; runsListedAfterMs?: number } = {},
): Promise<Project> {
  const folder = mkdtempSync(join(tmpdir(), 'branch-prod-app-'));
  const gitDirectory = join(folder, 'shop.git');
  const work = join(folder, 'work');
  git(folder, 'init', '--quiet', '--bare', '--initial-branch=main', gitDirectory);
  git(folder, 'clone', '--quiet', gitDirectory, work);
  const commit: Project['commit'] = (branch, files, from) => {
    git(work, 'checkout', '--quiet', '-B', branch, ...(from === undefined ? [] : [from]));
    for (const [path, text] of Object.entries(files)) {
      const file = join(work, path);
      mkdirSync(dirname(file), { recursive: true });
      rmSync(file, { force: true });
      if (text?.startsWith('-> ')) symlinkSync(text.slice(3), file);
      else if (text !== null) writeFileSync(file, text);
    }
    git(work, 'add', '--all');
    git(work, 'commit', '--quiet', '--allow-empty', '--message', 'change');
    git(work, 'push', '--quiet', '--force', 'origin', branch);
    return git(work, 'rev-parse', 'HEAD').trim();
  };
  commit('main', options.files ?? setUp);

  const github = await startGitHub({
    app: { permissions: manifest.default_permissions, events: manifest.default_events },
    runsListedAfterMs: options.runsListedAfterMs ?? 0,
  });
  const state = github.addRepository({
    owner,
    repo,
    private: options.private ?? true,
    gitDirectory,
  });
  github.addCollaborator('mary', 'write');
  open.push(async () => {
    await github.close();
    rmSync(folder, { recursive: true, force: true });
    expect(github.invalidRequests).toEqual([]);
  });

  const client: GitHubClient = new Octokit({
    baseUrl: github.url,
    auth: github.installationToken(),
    log: { debug() {}, info() {}, warn() {}, error() {} },
  });
  const lines: string[] = [];
  const log = (fields: object, message: string) =>
    void lines.push(JSON.stringify({ ...fields, message }));
  let waited = 0;
  const tools: TaskTools = {
    client,
    app: { slug: github.app.slug, id: github.app.id },
    log: { info: log, warn: log, error: log },
    now: () => new Date(),
    async wait(milliseconds) {
      waited += milliseconds;
      project.onWait?.();
    },
    takeOver: () => [],
  };
  const common = { installation: 1, owner, repo, at: new Date().toISOString(), delivery: 'd-1' };
  const ownComments = (thread: number) =>
    [...state.comments.values()].filter(
      (comment) => comment.thread === thread && comment.user.type === 'Bot',
    );
  const project: Project = {
    github,
    state,
    tools,
    waited: () => waited,
    onWait: undefined,
    logged: () => lines.join('\n'),
    commit,
    fork: () =>
      github.addRepository({
        owner: 'mallory',
        repo,
        private: false,
        gitDirectory,
        forkOf: state,
        installed: false,
      }),
    async process(task) {
      // Later than what the test has made of the thread so far.
      const at = new Date(Date.now() + 1000).toISOString();
      const thread = state.threads.get(Number(task.thread));
      const asked = task.kind === 'label' || task.kind === 'command';
      const digest = asked && { textDigest: textDigest(thread?.body ?? '') };
      const queued = queuedTaskSchema.parse({ ...common, at, ...digest, ...task });
      const tasks = isLookup(queued) ? await findTasks(queued, tools) : [queued];
      for (const one of tasks) await processTask(one, tools);
    },
    reports: (thread) =>
      ownComments(thread).flatMap(({ id, body }) => {
        const parsed = parseComment(body);
        if (parsed === undefined) return [];
        const { phase, order } = parsed.state;
        return [{ id, phase, order, body: parsed.body }];
      }),
    answers: (thread) =>
      ownComments(thread)
        .map(({ body }) => body)
        .filter((body) => parseComment(body) === undefined),
    orders: () =>
      [...state.runs.values()].map((run) => ({
        ...orderSchema.parse(JSON.parse(run.inputs.order ?? '')),
        run: run.id,
      })),
  };
  return project;
}

/** The contents of the reactions on a thread or comment. */
export function reactions(on: { reactions: readonly { content: string }[] } | undefined): string[] {
  return (on?.reactions ?? []).map(({ content }) => content);
}

function git(directory: string, ...args: string[]): string {
  const identity = ['-c', 'user.name=test', '-c', 'user.email=test@example.com'];
  return execFileSync('git', [...identity, '-C', directory, ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
}
