import type { ServerResponse } from 'node:http';

/** Why the tap itself answers, instead of the model's API. */
export class Refusal extends Error {
  /** HTTP status for the application. */
  readonly status: number;
  /** For programs, in the answer's `code` or `type`. */
  readonly code: string;
  /** For the observed call: without anything of the request. */
  readonly observed: string;

  /** `message` is for the application, and may show what of the request is masked data. */
  constructor(
    status: number,
    code: string,
    message: string,
    { observed = message, cause }: { observed?: string; cause?: unknown } = {},
  ) {
    super(message, { cause });
    this.name = 'Refusal';
    this.status = status;
    this.code = code;
    this.observed = observed;
  }
}

/** Where clients' own repetitions would get the same answer again. */
const isFinal = (status: number) => status < 500;

/**
 * Answers with an error as the API itself words it, so that its clients understand it; an answer that has begun is
 * broken off.
 *
 * https://platform.openai.com/docs/guides/error-codes, https://docs.anthropic.com/en/api/errors. Both vendors'
 * clients look at `x-should-retry`.
 */
export function sendRefusal(
  response: ServerResponse,
  { status, code, message }: Refusal,
  { isAnthropic }: { isAnthropic: boolean },
): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const body = isAnthropic
    ? { type: 'error', error: { type: code, message } }
    : { error: { message, type: 'branch_prod', param: null, code } };
  response.writeHead(status, {
    'content-type': 'application/json',
    ...(isFinal(status) && { 'x-should-retry': 'false' }),
  });
  response.end(JSON.stringify(body));
}
