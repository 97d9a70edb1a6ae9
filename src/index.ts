import type { ApplicationFunctionOptions, Probot } from 'probot';
import { createAppLog } from './github/app/app-log.ts';
import { healthHandler } from './github/app/health-handler.ts';
import { processTask } from './github/app/process-task.ts';
import { readLogLevel, readSettings } from './github/app/settings.ts';
import { startApp } from './github/app/start-app.ts';
import { parseCommand } from './github/parse-command.ts';

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
