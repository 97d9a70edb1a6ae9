import { actionsHandlers } from './actions.ts';
import type { Handler } from './api.ts';
import { checkHandlers } from './checks.ts';
import { commentHandlers } from './comments.ts';
import { commitHandlers } from './commits.ts';
import { contentHandlers } from './contents.ts';
import { deploymentHandlers } from './deployments.ts';
import { installationHandlers } from './installations.ts';
import { issueHandlers } from './issues.ts';
import { labelHandlers } from './labels.ts';
import type { Operation } from './operations.ts';
import { pullHandlers } from './pulls.ts';
import { reactionHandlers } from './reactions.ts';
import { refHandlers } from './refs.ts';
import { repositoryHandlers } from './repositories.ts';

/** What the stand-in does for each operation. */
export const handlers: Record<Operation, Handler> = {
  ...installationHandlers,
  ...repositoryHandlers,
  ...issueHandlers,
  ...commentHandlers,
  ...labelHandlers,
  ...reactionHandlers,
  ...pullHandlers,
  ...contentHandlers,
  ...refHandlers,
  ...commitHandlers,
  ...checkHandlers,
  ...deploymentHandlers,
  ...actionsHandlers,
};
