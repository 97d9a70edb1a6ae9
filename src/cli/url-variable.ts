import { Secret } from '../config/secret.ts';
import { isPostgresUrl } from '../config/source-schema.ts';
import { BranchProdError } from '../errors.ts';

/**
 * The connection URL that an environment variable holds. Throws `usage`, without any of its value, where it is not set
 * or holds something else; `nextStep` says what else could be given.
 */
export function urlVariable(
  name: string,
  environment: NodeJS.ProcessEnv,
  { otherwise }: { otherwise: string },
): Secret {
  const url = environment[name];
  if (url && isPostgresUrl(url)) return new Secret(url);
  const fault = url ? 'holds no URL of PostgreSQL' : 'is not set';
  throw new BranchProdError('usage', `The environment variable ${name} ${fault}.`, {
    nextStep: `Set it to postgres://user:password@host:5432/database, or ${otherwise}.`,
  });
}
