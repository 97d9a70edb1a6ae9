import type { Thread } from '../../thread.ts';
import { answerThread } from '../threads/answer-thread.ts';
import type { TaskTools } from '../tools.ts';
import { takeDown } from './take-down.ts';

/** Takes down what a thread has because somebody asked for it, who is told if there is nothing. */
export async function takeDownOnRequest(
  thread: Thread,
  { id, at }: { id: string; at: string },
  tools: TaskTools,
): Promise<void> {
  if ((await takeDown(thread, { reason: 'destroyed', at }, tools)) !== 'nothing') return;
  await answerThread(thread, { key: id, body: 'Nothing runs for this thread.' }, tools);
}
