import { randomBytes } from 'node:crypto';

/** Who speaks to the results service. */
export interface ResultsIdentity {
  /** Ids of the service's own: not those of the REST API. */
  readonly runBackendId: string;
  readonly jobBackendId: string;
  /** `ACTIONS_RUNTIME_TOKEN`. */
  readonly token: string;
}

/**
 * The runtime token of a job: a JSON Web Token whose claim `scp` names run and job, as @actions/artifact reads it in
 * lib/internal/shared/util.js.
 */
export function createResultsIdentity(): ResultsIdentity {
  const runBackendId = randomBytes(8).toString('hex');
  const jobBackendId = randomBytes(8).toString('hex');
  const scope = `Actions.GenericRead:00000000 Actions.Results:${runBackendId}:${jobBackendId}`;
  const parts = [
    { typ: 'JWT', alg: 'RS256' },
    { scp: scope, iss: 'https://token.actions.test' },
  ];
  const encoded = parts.map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'));
  const token = [...encoded, randomBytes(32).toString('base64url')].join('.');
  return { runBackendId, jobBackendId, token };
}
