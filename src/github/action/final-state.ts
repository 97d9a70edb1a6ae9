import { rm, stat } from 'node:fs/promises';
import { chooseEngine } from '../../engines/choose-engine.ts';
import { endOrphanedPreview } from '../../preview/end-orphaned-preview.ts';
import { renderLost } from '../../report/thread-notices.ts';
import { createGitHubClient, type GitHubClient } from '../client.ts';
import { react } from '../reactions.ts';
import type { Thread } from '../thread.ts';
import { readThreadComment, updateThreadComment } from '../thread-comment.ts';
import { attempt } from './attempt.ts';
import { setDeploymentStatus } from './deployment-reporter.ts';
import { readInputs } from './inputs.ts';
import { type KeptState, keptState } from './kept-state.ts';
import { readRunContext } from './run-context.ts';
import type { Runner } from './runner.ts';

/**
 * The Action's `post` step: does what the main one, however it ended, left undone. Ends what still runs and removes
 * it, and gives comment and deployment their final state. Throws nothing.
 */
export async function writeFinalState(runner: Runner): Promise<void> {
  await attempt(runner, 'The final state', async () => {
    const kept = keptState(runner);
    if (kept === undefined) return;
    const { outcomeFolder } = kept;
    if (outcomeFolder !== undefined) {
      await attempt(runner, 'The files of the report', () =>
        rm(outcomeFolder, { recursive: true, force: true }),
      );
    }
    if (kept.isOver) return;
    await attempt(runner, 'What the main step left behind', () => removeOrphans(kept));
    await tellThread(runner, kept);
  });
}

/** The engine's list first removes what no running process owns. */
async function removeOrphans({ stateFolder }: KeptState): Promise<void> {
  const exists = await stat(stateFolder).then(
    () => true,
    () => false,
  );
  if (!exists) return;
  await chooseEngine(
    { name: 'local' },
    { state: stateFolder, endPreview: endOrphanedPreview },
  ).list();
}

async function tellThread(runner: Runner, kept: KeptState): Promise<void> {
  if (kept.thread === undefined) return;
  const { token } = readInputs(runner);
  const { repository, apiUrl, runUrl } = await readRunContext(runner.environment);
  const client = createGitHubClient({ token, baseUrl: apiUrl });
  const thread = { ...repository, number: kept.thread };
  const { comment, deployment } = kept;
  if (comment !== undefined) {
    await attempt(runner, 'The comment', () => endComment(client, thread, kept, runUrl));
  }
  if (deployment !== undefined) {
    await attempt(runner, 'The deployment', () =>
      setDeploymentStatus({ client, thread, runUrl }, deployment, {
        state: kept.isReported ? 'inactive' : 'error',
        description: kept.isReported ? 'The preview has ended.' : 'The run ended, no verdict',
      }),
    );
  }
}

/** Leaves a comment alone that has its end, or belongs to a newer order. */
async function endComment(
  client: GitHubClient,
  thread: Thread,
  kept: KeptState,
  runUrl: string,
): Promise<void> {
  const id = kept.comment as number;
  const current = await readThreadComment(client, thread, id);
  if (current === undefined || current.state.order !== kept.order) return;
  const { state, body } = current;
  if (state.phase === 'finished') {
    const text = `${body.trimEnd()}\n\nThe preview has ended.\n`;
    await updateThreadComment(client, thread, id, { ...state, phase: 'ended' }, text);
  } else if (state.phase === 'queued' || state.phase === 'running') {
    await updateThreadComment(
      client,
      thread,
      id,
      { ...state, phase: 'failed' },
      renderLost({ conclusion: 'lost', runUrl }),
    );
    await react(client, thread, state.reactTo, 'confused');
  }
}
