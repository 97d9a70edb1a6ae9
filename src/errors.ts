/** What went wrong, for code that has to decide on it. Messages are for people and may change; codes don't. */
export const errorCodes = [
  'usage',
  'config-missing',
  'config-invalid',
  'case-invalid',
  'source-unreachable',
  'source-unsupported',
  'mask-failed',
  'leak-found',
  'engine-failed',
  'state-unusable',
  'not-found',
  'in-use',
  'limit-reached',
  'access-denied',
  'checkout-failed',
  'build-failed',
  'preview-not-ready',
  'replay-failed',
  'github-failed',
  'interrupted',
  'internal',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/**
 * The one error that this project throws on purpose: what happened, and what the reader does next.
 * Neither text may contain a raw production value or a secret; `cause` is for debugging and never printed.
 */
export class BranchProdError extends Error {
  readonly code: ErrorCode;
  /** One sentence in the imperative: what the reader does now. */
  readonly nextStep: string;

  constructor(code: ErrorCode, message: string, options: { nextStep: string; cause?: unknown }) {
    super(message, { cause: options.cause });
    this.name = 'BranchProdError';
    this.code = code;
    this.nextStep = options.nextStep;
  }
}
