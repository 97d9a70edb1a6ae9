import type { Secret } from '../../config/secret.ts';
import { gitEnvironment } from '../../git.ts';

/**
 * The environment in which git may read from GitHub with a token: in no file and no argument, and only for this
 * server. What actions/checkout may have left is taken back, because GitHub refuses two such headers.
 * https://git-scm.com/docs/git-config#Documentation/git-config.txt-GITCONFIGCOUNT
 */
export function gitCredentials(serverUrl: string, token: Secret): NodeJS.ProcessEnv {
  const environment = gitEnvironment();
  const key = `http.${new URL(serverUrl).origin}/.extraheader`;
  const basic = Buffer.from(`x-access-token:${token.reveal()}`).toString('base64');
  const count = Number(environment.GIT_CONFIG_COUNT ?? 0);
  return {
    ...environment,
    GIT_CONFIG_COUNT: String(count + 2),
    [`GIT_CONFIG_KEY_${count}`]: key,
    [`GIT_CONFIG_VALUE_${count}`]: '',
    [`GIT_CONFIG_KEY_${count + 1}`]: key,
    [`GIT_CONFIG_VALUE_${count + 1}`]: `AUTHORIZATION: basic ${basic}`,
  };
}
