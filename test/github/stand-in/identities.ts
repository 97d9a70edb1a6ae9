import { createVerify, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';
import { ApiError } from './api.ts';
import type { TokenPermissions } from './dispatch.ts';
import type { AppIdentity, RepositoryState, User } from './state.ts';

/** GitHub Actions is an app too, with this id and name on GitHub. */
export const actionsApp: AppIdentity = {
  id: 15368,
  slug: 'github-actions',
  permissions: {},
  events: [],
};

/** Who sent a request: the app itself (`app`), the app on an account, or the job of a workflow run. */
export interface Identity {
  readonly kind: 'app' | 'installation' | 'job';
  /** `branch-prod[bot]` or `github-actions[bot]`. */
  readonly login: string;
  readonly type: 'Bot';
  readonly appId: number;
  readonly slug: string;
  readonly app: AppIdentity;
  readonly user: User;
  readonly permissions: TokenPermissions;
  /** Whether a repository can be reached at all. */
  readonly reaches: (repository: RepositoryState) => boolean;
}

/** The tokens that are valid, and the key of our app. */
export interface Credentials {
  /** The app's private key, in PEM. */
  readonly privateKey: string;
  /** Makes a token for an identity. */
  issue(prefix: string, identity: Identity): string;
  revoke(token: string): void;
  /** Who an `authorization` header speaks for; 401 for nobody. */
  identify(header: string | undefined): Identity;
}

let appKeys: ReturnType<typeof makeKeys> | undefined;

/** The credentials of a GitHub on which only our app can sign. */
export function createCredentials(ours: Identity): Credentials {
  // Made once for a process: it takes longer than all else that a GitHub needs.
  appKeys ??= makeKeys();
  const { privateKey, publicKey } = appKeys;
  const tokens = new Map<string, Identity>();
  return {
    privateKey: privateKey.export({ type: 'pkcs1', format: 'pem' }).toString(),
    issue(prefix, identity) {
      const token = `${prefix}_${randomBytes(18).toString('hex')}`;
      tokens.set(token, identity);
      return token;
    },
    revoke(token) {
      tokens.delete(token);
    },
    identify(header) {
      if (header === undefined) throw new ApiError(401, 'Requires authentication');
      const token = /^(?:bearer|token) (.+)$/i.exec(header)?.[1] ?? '';
      const known = tokens.get(token);
      if (known !== undefined) return known;
      if (token.split('.').length !== 3) throw new ApiError(401, 'Bad credentials');
      checkJwt(token, publicKey, ours.appId);
      return ours;
    },
  };
}

function makeKeys() {
  return generateKeyPairSync('rsa', { modulusLength: 2048 });
}

/** GitHub's rules for an app's JSON Web Token: RS256, our issuer, at most ten minutes. */
function checkJwt(token: string, publicKey: KeyObject, appId: number): void {
  const [head = '', claims = '', signature = ''] = token.split('.');
  const decode = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString());
  const verifier = createVerify('RSA-SHA256').update(`${head}.${claims}`);
  if (!verifier.verify(publicKey, signature, 'base64url') || decode(head).alg !== 'RS256') {
    throw new ApiError(401, 'A JSON web token could not be decoded');
  }
  const { iss, exp, iat } = decode(claims);
  const now = Date.now() / 1000;
  if (String(iss) !== String(appId)) throw new ApiError(401, 'Integration not found');
  if (exp < now) throw new ApiError(401, "'Expiration time' claim ('exp') must be in the future");
  if (exp > now + 660 || iat > now + 60) {
    throw new ApiError(401, "'Expiration time' claim ('exp') is too far in the future");
  }
}
