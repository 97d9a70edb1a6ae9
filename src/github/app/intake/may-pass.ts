import { errorStatus, isRateLimit, refusalStatus } from '../../error-status.ts';

/** Codes of the system and of undici by which a connection fails, or the disk is full. */
const passingCodes = new Set([
  ...['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN'],
  ...['EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_SOCKET', 'UND_ERR_CONNECT_TIMEOUT'],
  ...['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT'],
  ...['ENOSPC', 'EDQUOT', 'EMFILE', 'ENFILE'],
]);

/**
 * Whether the error, or what caused it, is one that passes by waiting: GitHub, the network or the disk fails, or a
 * rate limit is reached. Everything else would fail the same way again.
 */
export function mayPass(error: unknown): boolean {
  return causes(error).some(
    (one) =>
      (errorStatus(one) !== undefined && refusalStatus(one) === undefined) ||
      ('code' in one && passingCodes.has(String(one.code))) ||
      one.name === 'TimeoutError',
  );
}

/**
 * How long GitHub asks to wait, in milliseconds: for a rate limit a minute if it says nothing else, otherwise 0.
 * https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api#exceeding-the-rate-limit
 */
export function askedWait(error: unknown, now: Date): number {
  for (const one of causes(error)) {
    const headers = (one as { response?: { headers?: Record<string, unknown> } }).response?.headers;
    const after = Number(headers?.['retry-after']);
    if (after > 0) return Math.min(after, maxWaitSeconds) * 1000;
    const reset = Number(headers?.['x-ratelimit-reset']) - now.getTime() / 1000;
    if (headers?.['x-ratelimit-remaining'] === '0' && reset > 0) {
      return Math.min(Math.ceil(reset), maxWaitSeconds) * 1000;
    }
    if (isRateLimit(one)) return 60_000;
  }
  return 0;
}

/** GitHub's limits begin anew after an hour. */
const maxWaitSeconds = 3600;

/** The error and what caused it; a chain that ends nowhere is cut off. */
function causes(error: unknown): Error[] {
  const found: Error[] = [];
  for (let one = error; one instanceof Error && found.length < 8; one = one.cause) found.push(one);
  return found;
}
