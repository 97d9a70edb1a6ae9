import { join } from 'node:path';
import { defaultStateFolder } from '../../../default-state-folder.ts';
import { BranchProdError } from '../../../errors.ts';
import type { AppLogLevel } from './app-log.ts';

/** What the environment says of the App; `PRIVATE_KEY`, `WEBHOOK_SECRET` and `GHE_HOST` are read by Probot. */
export interface AppSettings {
  /** `APP_ID` */
  readonly appId: number;
  /** `HOST` (`localhost`) and `PORT` (3000; 0 takes a free one), where webhooks come in. */
  readonly host: string;
  readonly port: number;
  /** `WEBHOOK_PATH` (`/api/github/webhooks`) */
  readonly webhookPath: string;
  /** The journal's folder, in that of `BRANCH_PROD_STATE`. */
  readonly journal: string;
}

/**
 * @throws BranchProdError `usage` for what is missing or can't be, above all a webhook secret that anybody knows:
 * whoever has it can send the App what they like
 */
export function readSettings(environment: NodeJS.ProcessEnv): AppSettings {
  const secret = environment.WEBHOOK_SECRET ?? '';
  // Probot takes `development` where there is none.
  if (secret === '' || secret === 'development') {
    throw new BranchProdError('usage', 'There is no webhook secret, or it is the well-known one.', {
      nextStep: 'Set WEBHOOK_SECRET to the secret in the settings of your GitHub App.',
    });
  }
  return {
    appId: wholeNumber(environment, 'APP_ID', { least: 1, most: Number.MAX_SAFE_INTEGER }),
    host: environment.HOST || 'localhost',
    port: wholeNumber({ PORT: '3000', ...given(environment) }, 'PORT', { least: 0, most: 65_535 }),
    webhookPath: environment.WEBHOOK_PATH || '/api/github/webhooks',
    journal: join(environment.BRANCH_PROD_STATE || defaultStateFolder(environment), 'app'),
  };
}

/** `LOG_LEVEL`, as far as the log goes. */
export function readLogLevel({ LOG_LEVEL: level }: NodeJS.ProcessEnv): AppLogLevel {
  return level === 'warn' || level === 'error' ? level : 'info';
}

function given(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
}

function wholeNumber(
  environment: NodeJS.ProcessEnv,
  name: string,
  { least, most }: { least: number; most: number },
): number {
  const value = environment[name] ?? '';
  const number = Number(value);
  if (!/^\d+$/.test(value) || number < least || number > most) {
    throw new BranchProdError('usage', `${name} is not a number from ${least} to ${most}.`, {
      nextStep: `Set ${name} in the environment or in the file .env.`,
    });
  }
  return number;
}
