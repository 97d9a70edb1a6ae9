import type { Thread } from '../../thread.ts';
import { ownLogins, type TaskTools } from '../tools.ts';
import { answer } from './answer-comment.ts';

/**
 * Answers on a thread with what starts nothing. The newest answer replaces the one before it.
 *
 * @param text.key what is answered: the same key is answered once
 * @param text.body Markdown
 */
export async function answerThread(
  thread: Thread,
  { key, body }: { key: string; body: string },
  tools: Pick<TaskTools, 'client' | 'app'>,
): Promise<void> {
  await answer(tools.client, thread, { key, body, logins: ownLogins(tools) });
}
