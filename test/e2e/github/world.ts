import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { strFromU8, unzipSync } from 'fflate';
import { parse } from 'yaml';
import { openDemo } from '../../../src/demo/open-demo.ts';
import { parseComment, type ThreadState } from '../../../src/github/thread-state.ts';
import { removeFolder } from '../../../src/remove-folder.ts';
import type { Execution, RunOutcome } from '../../github/runner/execution.ts';
import { createRunner, type Runner } from '../../github/runner/runner.ts';
import { type GitHubStandIn, startGitHub } from '../../github/stand-in/github.ts';
import type { CheckRun, Deployment } from '../../github/stand-in/state.ts';
import { eventually } from '../../preview/eventually.ts';
import { startProduction } from '../production.ts';
import { type RunningApp, startApp } from './app.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** A production with the repository of its application, whose config says `dataDirectory: ../production`. */
export interface Source {
  /** A working copy; the data directory is the folder `production` beside it. */
  readonly repository: string;
  /** What the config reads. */
  readonly environment: Readonly<Record<string, string>>;
  close(): PromiseLike<unknown>;
}

/** The demo's: real mail, and a model's stand-in. */
export async function mailSource(): Promise<Source> {
  const { repository, environment, close } = await openDemo(process.env, {
    say: () => {},
    signal: new AbortController().signal,
  });
  return { repository, environment: environment as Record<string, string>, close };
}

/** One person and two notes; an application that answers with its question and the person's name. */
export async function notesSource(options?: { answerMs?: number }): Promise<Source> {
  const production = await startProduction(options);
  return {
    repository: production.repository.repository,
    environment: production.env as Record<string, string>,
    close: () => production[Symbol.asyncDispose](),
  };
}

/** A GitHub with an application on it, its production, a runner that reaches it, and the App. */
export interface GitHubWorld extends AsyncDisposable {
  readonly github: GitHubStandIn;
  readonly runner: Runner;
  readonly app: RunningApp;
  readonly source: Source;
  /** A clone of somebody's, to commit and push from. */
  readonly clone: string;
  git(...args: string[]): string;
  /** Writes files into the clone, commits them on a branch made from `main`, and pushes it. */
  pushBranch(branch: string, files: Readonly<Record<string, string>>): Promise<string>;
  readFile(path: string): Promise<string>;
  /** The comments of a thread that report on it: one, if all is well. */
  reports(thread: number): { state: ThreadState; body: string }[];
  checks(commit: string): CheckRun[];
  deployments(): Deployment[];
  /** The files of the newest artifact of that name, as text. */
  artifact(name: string): Record<string, string>;
  /** Waits for a run that no call has waited for yet, until it has ended and the App has heard of it. */
  nextRun(): Promise<RunOutcome>;
  /** The same, until it has begun. */
  nextExecution(): Promise<Execution>;
  /** Resolves when the App has nothing more to do. */
  appIsIdle(): Promise<void>;
}

/**
 * Opens the repository `acme/mail` on a GitHub of its own. maria may write there, rita only read.
 *
 * @param source is closed with the world
 * @param hold whether the workflow holds its previews
 */
export async function openGitHubWorld(
  source: Source,
  { hold = false, isPrivate = true }: { hold?: boolean; isPrivate?: boolean } = {},
): Promise<GitHubWorld> {
  const folder = await mkdtemp(join(tmpdir(), 'branch-prod-github-'));
  const { gitDirectory, clone, git } = await publish(source, folder, hold);
  const manifest = parse(await readFile(join(root, 'app.yml'), 'utf8'));
  const github = await startGitHub({
    app: { permissions: manifest.default_permissions, events: manifest.default_events },
  });
  const runner = await createRunner({
    actions: { 'branch-prod/branch-prod': root },
    secrets: Object.fromEntries(
      secretNames(source).map((name) => [name, source.environment[name] ?? '']),
    ),
  });
  github.onDispatch((run) => runner.take(run));
  const app = await startApp(github);
  github.addRepository({ owner: 'acme', repo: 'mail', private: isPrivate, gitDirectory });
  github.addCollaborator('maria', 'write');
  github.addCollaborator('rita', 'read');
  const repository = github.repository();
  let waitedFor = 0;
  const nextExecution = async () => {
    const number = waitedFor++;
    return eventually('a run began', () => runner.executions[number], 60_000);
  };
  const appIsIdle = async () => {
    await github.settled();
    await eventually('the App is idle', app.isIdle, 60_000);
  };
  return {
    github,
    runner,
    app,
    source,
    clone,
    git,
    async pushBranch(branch, files) {
      git('checkout', '--quiet', '-B', branch, 'origin/main');
      for (const [path, text] of Object.entries(files)) {
        await mkdir(dirname(join(clone, path)), { recursive: true });
        await writeFile(join(clone, path), text);
      }
      git('add', '--all');
      git('commit', '--quiet', '--message=A change');
      git('push', '--quiet', '--force', 'origin', `HEAD:refs/heads/${branch}`);
      return git('rev-parse', 'HEAD');
    },
    readFile: (path) => readFile(join(clone, path), 'utf8'),
    reports: (thread) =>
      [...repository.comments.values()]
        .filter((comment) => comment.thread === thread && comment.user.type === 'Bot')
        .flatMap((comment) => parseComment(comment.body) ?? []),
    checks: (commit) =>
      [...repository.checkRuns.values()].filter(({ headSha }) => headSha === commit),
    deployments: () => [...repository.deployments.values()],
    artifact(name) {
      const found = [...repository.artifacts.values()].filter((each) => each.name === name).at(-1);
      if (found === undefined) throw new Error(`there is no artifact ${name}`);
      return Object.fromEntries(
        Object.entries(unzipSync(found.zip)).map(([path, bytes]) => [path, strFromU8(bytes)]),
      );
    },
    nextExecution,
    async nextRun() {
      const outcome = await (await nextExecution()).outcome;
      await appIsIdle();
      return outcome;
    },
    appIsIdle,
    async [Symbol.asyncDispose]() {
      await app.close();
      await runner.close();
      await github.close();
      await source.close();
      await removeFolder(folder);
    },
  };
}

/** The repository on GitHub, with the workflow that users copy. */
async function publish(source: Source, folder: string, hold: boolean) {
  const clone = join(folder, 'clone');
  const gitDirectory = join(folder, 'mail.git');
  await cp(source.repository, clone, { recursive: true });
  const git = (...args: string[]) =>
    execFileSync('git', ['-C', clone, '-c', 'user.name=t', '-c', 'user.email=t@e.x', ...args], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    }).trim();

  const workflow = await readFile(join(root, '.github/workflows/branch-prod.yml'), 'utf8');
  const own = secretNames(source)
    .filter((name) => !workflow.includes(`  ${name}: \${{`))
    .map((name) => `          ${name}: \${{ secrets.${name} }}\n`);
  await mkdir(join(clone, '.github/workflows'), { recursive: true });
  await writeFile(
    join(clone, '.github/workflows/branch-prod.yml'),
    `${workflow.replace('hold: false', `hold: ${hold}`).trimEnd()}\n${own.join('')}`,
  );
  const config = join(clone, '.github/branch-prod.yml');
  const production = join(dirname(source.repository), 'production');
  await writeFile(
    config,
    (await readFile(config, 'utf8')).replace('../production', JSON.stringify(production)),
  );
  git('add', '--all');
  git('commit', '--quiet', '--message=branch-prod');
  execFileSync('git', ['init', '--quiet', '--bare', '--initial-branch=main', gitDirectory]);
  git('remote', 'add', 'origin', gitDirectory);
  git('push', '--quiet', 'origin', 'main');
  git('fetch', '--quiet', 'origin');
  return { gitDirectory, clone, git };
}

/** What its config reads of the environment. */
function secretNames({ repository }: Source): string[] {
  const config = readFileSync(join(repository, '.github/branch-prod.yml'), 'utf8');
  return [...new Set([...config.matchAll(/\$\{(\w+)\}/g)].flatMap(([, name]) => name ?? []))];
}
