import { codeBlock } from '../../../report/markdown/code.ts';
import { renderRefusal, renderSetUp } from '../../../report/thread-notices.ts';
import { textDigest } from '../../order.ts';
import { hasAccess } from '../../permissions.ts';
import { type RepositoryFacts, readRepositoryFacts } from '../../repository-facts.ts';
import type { Repository, Thread } from '../../thread.ts';
import { type RepositoryConfig, readRepositoryConfig } from '../repository-config.ts';
import { answerThread } from '../threads/answer-thread.ts';
import type { TaskTools } from '../tools.ts';

/** What a task needs to know of the repository before it does anything for somebody. */
export interface Admitted {
  readonly facts: RepositoryFacts;
  readonly config: RepositoryConfig;
}

/** Why a task is not done: no config, a config with problems (several lines, hostile), or too little access. */
export type Denied =
  | { readonly denied: 'no-config' }
  | { readonly denied: 'config'; readonly problem: string }
  | { readonly denied: 'access'; readonly minimum: RepositoryConfig['access'] };

/** Whether somebody may start something, by the config that the default branch holds. */
export async function admit(
  repository: Repository,
  sender: string,
  { client }: Pick<TaskTools, 'client'>,
): Promise<Admitted | Denied> {
  const facts = await readRepositoryFacts(client, repository);
  const config = await readRepositoryConfig(client, repository, facts.defaultBranch);
  if (config === 'missing') return { denied: 'no-config' };
  if ('problem' in config) return { denied: 'config', problem: config.problem };
  if (!(await hasAccess(client, repository, sender, config.access))) {
    return { denied: 'access', minimum: config.access };
  }
  return { facts, config };
}

/** {@link admit} for what somebody asked on a thread, which is told if nothing can be done; then gives `undefined`. */
export async function admitOnThread(
  thread: Thread,
  sender: string,
  tools: TaskTools,
): Promise<Admitted | undefined> {
  const admitted = await admit(thread, sender, tools);
  if (!('denied' in admitted)) return admitted;
  tools.log.info({ denied: admitted.denied }, 'nothing was started');
  await answerThread(thread, answerTo(admitted), tools);
  return undefined;
}

/** The same key every time: what stands as the last answer is not said again. */
function answerTo(denied: Denied): { key: string; body: string } {
  switch (denied.denied) {
    case 'no-config':
      return { key: 'set-up', body: renderSetUp() };
    case 'access':
      return { key: 'refusal', body: renderRefusal() };
    case 'config': {
      const { problem } = denied;
      const body = `The config on the default branch can't be used:\n\n${codeBlock(problem)}\n\nCorrect it there, then ask again.`;
      return { key: `config-${textDigest(problem).slice(0, 16)}`, body };
    }
  }
}
