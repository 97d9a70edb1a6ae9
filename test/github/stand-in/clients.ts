import { createSign } from 'node:crypto';
import { Octokit } from '@octokit/core';

/** A client with a token, or with none, that doesn't try anything again. */
export function clientOf(baseUrl: string, auth?: string): Octokit {
  const log = { debug() {}, info() {}, warn() {}, error() {} };
  return new Octokit({ baseUrl, log, ...(auth !== undefined && { auth }) });
}

/** The JSON Web Token by which an app speaks for itself, for five minutes. */
export function signedToken({ id, privateKey }: { id: number; privateKey: string }): string {
  const now = Math.floor(Date.now() / 1000);
  const content = [
    { alg: 'RS256', typ: 'JWT' },
    { iat: now, exp: now + 300, iss: id },
  ];
  const signed = content
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');
  const signature = createSign('RSA-SHA256').update(signed).sign(privateKey, 'base64url');
  return `${signed}.${signature}`;
}
