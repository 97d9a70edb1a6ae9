/** The HTTP status of GitHub's answer, if the error is one. */
export function errorStatus(error: unknown): number | undefined {
  const status = error instanceof Error && 'status' in error ? error.status : undefined;
  return typeof status === 'number' ? status : undefined;
}

/**
 * The HTTP status of an answer by which GitHub refuses for good. `undefined` for everything that may pass: a failing
 * server or network, and the rate limits, which GitHub also answers with 403.
 */
export function refusalStatus(error: unknown): number | undefined {
  const status = errorStatus(error);
  if (status === undefined || status < 400 || status >= 500) return undefined;
  if (status === 408 || status === 429 || isRateLimit(error)) return undefined;
  return status;
}

/**
 * A secondary limit need not be in the headers; then GitHub's message is all that tells it from a missing right.
 * https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api#exceeding-the-rate-limit
 */
export function isRateLimit(error: unknown): boolean {
  const { response } = error as { response?: { headers?: Record<string, unknown> } };
  const headers = response?.headers ?? {};
  return (
    headers['retry-after'] !== undefined ||
    headers['x-ratelimit-remaining'] === '0' ||
    (error instanceof Error && /\bsecondary rate\b/i.test(error.message))
  );
}
