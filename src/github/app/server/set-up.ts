import { type Logger, run } from 'probot';
import { BranchProdError } from '../../../errors.ts';

/**
 * Serves the page of Probot on which a person registers a GitHub App of their own from `app.yml`; what GitHub hands
 * out for it is written to `.env`. Whoever reaches that page can write there, so that it isn't served in production.
 *
 * @throws BranchProdError `usage` where `NODE_ENV` is `production`
 */
export async function setUp(environment: NodeJS.ProcessEnv, log: Logger): Promise<void> {
  if (environment.NODE_ENV === 'production') {
    throw new BranchProdError('usage', 'There is no APP_ID, so that no GitHub App is known.', {
      nextStep:
        'Set APP_ID, PRIVATE_KEY and WEBHOOK_SECRET, or run `npm start` on your own machine to get them.',
    });
  }
  // Probot would send the webhooks through somebody else's server.
  environment.NO_SMEE_SETUP ??= 'true';
  await run(() => {}, { env: environment, log });
}
