import { errorStatus } from './error-status.ts';

/** Whether GitHub answered that there is no such thing, or no longer, or none that we may see: 404 or 410. */
export function isNotFound(error: unknown): boolean {
  const status = errorStatus(error);
  return status === 404 || status === 410;
}
