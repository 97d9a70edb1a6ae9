import { existsSync } from 'node:fs';
import { createProbot } from 'probot';
import { BranchProdError } from './errors.ts';
import { createAppLog } from './github/app/server/app-log.ts';
import { serve } from './github/app/server/serve.ts';
import { setUp } from './github/app/server/set-up.ts';
import { readLogLevel, readSettings } from './github/app/server/settings.ts';
import { processTask } from './github/app/tasks/process-task.ts';
import { parseCommand } from './github/text/parse-command.ts';
import { plainText } from './report/plain-text.ts';

/** Less than the ten seconds after which `docker stop` kills; what takes longer is done after the next start. */
const drainMs = 8_000;

// Where the set-up writes what GitHub hands out.
if (existsSync('.env')) process.loadEnvFile('.env');
const environment = process.env;
const { log, probotLog } = createAppLog({
  level: readLogLevel(environment),
  destination: process.stdout,
});
// Node would print the error with all its fields, which for a request of GitHub's are texts of threads.
process.on('uncaughtException', (error) => {
  log.error({ error }, 'The server failed and ends.');
  process.exit(1);
});

try {
  if (environment.APP_ID) await start();
  else await setUp(environment, probotLog);
} catch (error) {
  if (!(error instanceof BranchProdError)) throw error;
  process.stderr.write(`${plainText(`${error.message}\n${error.nextStep}`)}\n`);
  process.exit(2);
}

async function start(): Promise<void> {
  const settings = readSettings(environment);
  const server = await serve(probot(), settings, {
    appId: settings.appId,
    journal: settings.journal,
    log,
    parseCommand,
    processTask,
  });
  const stop = async (signal: NodeJS.Signals) => {
    log.info({ signal }, 'The server stops.');
    await server.stop(drainMs);
    process.exit(0);
  };
  // A second signal ends it at once.
  process.once('SIGTERM', stop).once('SIGINT', stop);
}

function probot() {
  try {
    return createProbot({ env: environment, overrides: { log: probotLog } });
  } catch (cause) {
    throw new BranchProdError('usage', 'The private key of the GitHub App is missing or no key.', {
      nextStep:
        'Set PRIVATE_KEY to the contents of the .pem file, or PRIVATE_KEY_PATH to its path.',
      cause,
    });
  }
}
