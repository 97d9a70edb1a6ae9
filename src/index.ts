import type { ApplicationFunctionOptions, Probot } from 'probot';
import { createAppLog } from './github/app/server/app-log.ts';
import { healthHandler } from './github/app/server/health-handler.ts';
import { readLogLevel, readSettings } from './github/app/server/settings.ts';
import { startApp } from './github/app/server/start-app.ts';
import { processTask } from './github/app/tasks/process-task.ts';
import { parseCommand } from './github/text/parse-command.ts';

/**
 * branch-prod as a Probot app, for a Probot server of your own; ours is `server.ts`, which also bounds what comes in,
 * finishes what runs before it ends, and asks for deliveries that were missed.
 */
export default async function branchProd(
  probot: Probot,
  { addHandler }: ApplicationFunctionOptions,
): Promise<void> {
  const { appId, journal } = readSettings(process.env);
  const { log } = createAppLog({ level: readLogLevel(process.env), destination: process.stdout });
  const app = await startApp(probot, { appId, journal, log, parseCommand, processTask });
  addHandler(healthHandler(app));
}
