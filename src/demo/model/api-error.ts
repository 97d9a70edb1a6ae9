/** An error in the shape of OpenAI's API; its client tells them apart by `status`. */
export class ApiError extends Error {
  readonly status: number;
  readonly body: { error: { message: string; type: string; param: null; code: string | null } };

  constructor(status: number, message: string, code: string | null = null) {
    super(message);
    this.name = 'ApiError';
    this.status = status;
    const type = status >= 500 ? 'server_error' : 'invalid_request_error';
    this.body = { error: { message, type, param: null, code } };
  }
}
