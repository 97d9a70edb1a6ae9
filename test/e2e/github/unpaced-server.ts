import { createProbot, ProbotOctokit } from 'probot';
import { createAppLog } from '../../../src/github/app/server/app-log.ts';
import { serve } from '../../../src/github/app/server/serve.ts';
import { readSettings } from '../../../src/github/app/server/settings.ts';
import { processTask } from '../../../src/github/app/tasks/process-task.ts';
import { parseCommand } from '../../../src/github/text/parse-command.ts';

/**
 * The App as `src/server.ts` starts it, but without the pauses that Octokit keeps between writing requests (a second,
 * and three between comments): they are GitHub's due in production, and would make a test of hundreds take minutes.
 * There is no setting for it, since nobody but a test wants it.
 */
const settings = readSettings(process.env);
const { log, probotLog } = createAppLog({ level: 'info', destination: process.stdout });
const Octokit = ProbotOctokit.defaults((options: { throttle?: object }) => ({
  ...options,
  throttle: { ...options.throttle, enabled: false },
}));
const probot = createProbot({ env: process.env, overrides: { log: probotLog, Octokit } });
await serve(probot, settings, {
  appId: settings.appId,
  journal: settings.journal,
  log,
  parseCommand,
  processTask,
});
