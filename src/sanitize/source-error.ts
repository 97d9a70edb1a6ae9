import type { Client } from 'pg';
import { BranchProdError } from '../errors.ts';

/**
 * What a failed look at the source becomes: `source-unreachable` with the reason and the next step, which holds nothing
 * of the URL but host and port. A BranchProdError stays what it is.
 */
export function asSourceError(error: unknown, { host, port }: Client): unknown {
  if (error instanceof BranchProdError) return error;
  const { code } = error as { code?: unknown };
  const [reason, nextStep] = typeof code === 'string' ? reasonOf(code) : NO_CODE;
  return new BranchProdError(
    'source-unreachable',
    `The source at ${host}:${port} can't be read (${reason})`,
    { nextStep, cause: error },
  );
}

type Reason = readonly [reason: string, nextStep: string];

function reasonOf(code: string): Reason {
  const [reason, nextStep] = REASONS[code] ?? [];
  return reason && nextStep
    ? [`${code}: ${reason}`, nextStep]
    : [code, 'Check that it runs, and the user, password and database of its URL.'];
}

/** Also what the client itself can't go on with: a password that is asked for and not there, TLS that is not to be had. */
const NO_CODE: Reason = [
  'the connection ended',
  'Check that it runs, and that its URL has the password and the `sslmode` that it asks for.',
];

const CREDENTIALS: Reason = [
  'the user or the password is refused',
  "Check user and password of its URL, and the source's pg_hba.conf.",
];

const NO_WAY: Reason = [
  'nothing answers there',
  'Check host and port of its URL, that it runs, and that no firewall stands between.',
];

const NO_HOST: Reason = [
  'no such host is known here',
  'Check the host in its URL, and that this machine can look it up.',
];

/** By SQLSTATE, or by the error's name in Node. */
const REASONS: Readonly<Record<string, Reason>> = {
  '28P01': CREDENTIALS,
  '28000': CREDENTIALS,
  '3D000': ['it has no database of that name', 'Check the database at the end of its URL.'],
  '42501': [
    'the role may not read something that is needed',
    'Grant the role of its URL the right to connect and to read the catalog.',
  ],
  '53300': ['it takes no more connections', 'Try again later, or with a role of which it does.'],
  '57014': ['a statement took too long', 'Try again when it is less busy, or use a replica.'],
  '57P03': ['it is starting or stopping', 'Try again when it accepts connections.'],
  ECONNREFUSED: NO_WAY,
  EHOSTUNREACH: NO_WAY,
  ENETUNREACH: NO_WAY,
  ETIMEDOUT: NO_WAY,
  ENOTFOUND: NO_HOST,
  EAI_AGAIN: NO_HOST,
};
