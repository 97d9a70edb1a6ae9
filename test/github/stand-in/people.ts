import { type Dispatch, dispatchWorkflow } from './actions.ts';
import { announceCheck, announceSuite } from './checks.ts';
import { createComment, deleteComment, editComment } from './comments.ts';
import { gitText } from './git.ts';
import { installApp } from './installations.ts';
import { announceThread, editThread, setThreadState } from './issues.ts';
import { addLabel, removeLabel } from './labels.ts';
import { createPull, pullsOf, synchronizePulls } from './pulls.ts';
import type { CheckRun, Comment, RepositoryState, ThreadState } from './state.ts';
import { createThread } from './threads.ts';
import type { World } from './world.ts';

/** What a person does on GitHub's pages and with git. Nothing checks whether GitHub would let them. */
export interface Person {
  /** Opens an issue and gives its number; labels are set one by one afterwards, as GitHub announces them. */
  openIssue(content: { title: string; body?: string; labels?: readonly string[] }): number;
  /** Changes title or body of an issue or pull request. */
  edit(number: number, content: { title?: string; body?: string }): void;
  close(number: number): void;
  reopen(number: number): void;
  label(number: number, name: string): void;
  unlabel(number: number, name: string): void;
  /** Writes a comment and gives its id. */
  comment(number: number, body: string): number;
  editComment(id: number, body: string): void;
  deleteComment(id: number): void;
  /**
   * Opens a pull request of a branch that is in the repository, or in the fork, and gives its number. `base` is the
   * default branch if not given.
   */
  openPullRequest(content: {
    head: string;
    base?: string;
    title: string;
    body?: string;
    fromFork?: RepositoryState;
  }): Promise<number>;
  /** Says that the test has pushed a branch with git, into the repository or the fork: its pull requests follow. */
  push(branch: string, fork?: RepositoryState): Promise<void>;
  /** Deletes a branch; its open pull requests close. */
  deleteBranch(branch: string): Promise<void>;
  /** Clicks one of a check run's buttons, which must be there. */
  clickCheckButton(checkRun: number, identifier: string): void;
  /** Asks for a check run again. */
  rerunCheck(checkRun: number): void;
  /** Asks for all check runs again that the app of this one has made for its commit. */
  rerunAllChecks(checkRun: number): Promise<void>;
  /** Starts a workflow from its page, by its file's name, and gives the run's id. */
  runWorkflow(file: string, dispatch: Dispatch): Promise<number>;
  /** Installs the app on the repository. */
  install(): void;
}

/** Somebody with this login, in a repository. */
export function createPerson(world: World, repository: RepositoryState, login: string): Person {
  const user = world.user(login);
  const thread = (number: number): ThreadState => existing(repository.threads, number, 'thread');
  const comment = (id: number): Comment => existing(repository.comments, id, 'comment');
  const check = (id: number): CheckRun => existing(repository.checkRuns, id, 'check run');
  return {
    openIssue({ title, body, labels = [] }) {
      const content = { user, title, body: body ?? null, pull: undefined };
      const opened = createThread(world, repository, content);
      announceThread(world, repository, opened, 'opened', user);
      for (const name of labels) addLabel(world, repository, opened, name, user);
      return opened.number;
    },
    edit: (number, content) => editThread(world, repository, thread(number), content, user),
    close: (number) => setThreadState(world, repository, thread(number), 'closed', user),
    reopen: (number) => setThreadState(world, repository, thread(number), 'open', user),
    label: (number, name) => addLabel(world, repository, thread(number), name, user),
    unlabel(number, name) {
      if (!removeLabel(world, repository, thread(number), name, user)) {
        throw new Error(`#${number} has no label ${name}`);
      }
    },
    comment: (number, body) => createComment(world, repository, thread(number), { body, user }).id,
    editComment: (id, body) => editComment(world, repository, comment(id), body, user),
    deleteComment: (id) => deleteComment(world, repository, comment(id), user),
    async openPullRequest({ head, base, title, body, fromFork }) {
      const opened = await createPull(world, repository, {
        head: { repository: fromFork ?? repository, branch: head },
        base: base ?? repository.defaultBranch,
        title,
        body: body ?? null,
        user,
      });
      return opened.number;
    },
    push: (branch, fork) => synchronizePulls(world, fork ?? repository, branch, user),
    async deleteBranch(branch) {
      await gitText(repository.gitDirectory, ['update-ref', '-d', `refs/heads/${branch}`]);
      world.webhooks.announce('delete', {
        repository,
        sender: user,
        payload: { ref: branch, ref_type: 'branch', pusher_type: 'user' },
      });
      for (const { thread: pull, pull: sides } of pullsOf(repository)) {
        const isHead = sides.head.repository === repository && sides.head.branch === branch;
        if (isHead) setThreadState(world, repository, pull, 'closed', user);
      }
    },
    clickCheckButton(id, identifier) {
      const run = check(id);
      if (!run.actions.some((action) => action.identifier === identifier)) {
        throw new Error(`check run ${id} has no button ${identifier}`);
      }
      const more = { requested_action: { identifier } };
      announceCheck(world, repository, run, 'requested_action', user, more);
    },
    rerunCheck: (id) => announceCheck(world, repository, check(id), 'rerequested', user),
    rerunAllChecks: (id) => announceSuite(world, repository, check(id), user),
    async runWorkflow(file, dispatch) {
      return (await dispatchWorkflow(world, repository, file, dispatch, user)).id;
    },
    install: () => installApp(world, repository, user),
  };
}

function existing<T>(map: ReadonlyMap<number, T>, id: number, kind: string): T {
  const value = map.get(id);
  if (value === undefined) throw new Error(`there is no ${kind} ${id}`);
  return value;
}
