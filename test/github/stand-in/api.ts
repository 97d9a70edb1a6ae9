import type { Identity } from './identities.ts';
import type { Operation } from './operations.ts';
import type { RepositoryState } from './state.ts';
import type { World } from './world.ts';

/** A request that was found valid and permitted. */
export interface ApiRequest {
  readonly world: World;
  readonly identity: Identity;
  /** The path as it was sent. */
  readonly pathname: string;
  /** The parts of the path, decoded. */
  readonly path: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  /** Parsed and valid; an empty object if there was none. */
  readonly body: Readonly<Record<string, unknown>>;
  readonly accept: string;
  /** The repository of the path; throws for operations that have none. */
  readonly repository: RepositoryState;
}

/** An answer: `json`, `bytes` or nothing. */
export interface ApiResponse {
  readonly status: number;
  readonly json?: unknown;
  readonly bytes?: Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Does an operation; throws an {@link ApiError} for what GitHub refuses. */
export type Handler = (request: ApiRequest) => ApiResponse | Promise<ApiResponse>;

/** The handlers of one area. */
export type Handlers = Partial<Record<Operation, Handler>>;

/** An answer that says what is wrong, as GitHub words it. */
export class ApiError extends Error {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(
    status: number,
    message: string,
    details: Readonly<Record<string, unknown>> = {},
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
    this.status = status;
    this.details = details;
    this.headers = headers;
  }
}

/** GitHub's answer for what does not exist, or may not be known to exist. */
export function notFound(): ApiError {
  return new ApiError(404, 'Not Found');
}

/** GitHub's answer to a body whose schema is right and whose content isn't. */
export function validationFailed(resource: string, field: string, code: string): ApiError {
  return new ApiError(422, 'Validation Failed', { errors: [{ resource, code, field }] });
}

/** A part of the path that is an id; what is no number exists nowhere. */
export function idOf(request: ApiRequest, name: string): number {
  const value = request.path[name] ?? '';
  if (!/^\d{1,15}$/.test(value)) throw notFound();
  return Number(value);
}

/** What stands in a map; 404 if nothing does. */
export function found<T>(value: T | undefined): T {
  if (value === undefined) throw notFound();
  return value;
}

/**
 * One page of a list, with the `Link` header that leads to the others. `wrap` is for answers that are an object with
 * `total_count`; it names the list.
 */
export async function page<T>(
  request: ApiRequest,
  items: readonly T[],
  present: (item: T) => unknown,
  wrap?: string,
): Promise<ApiResponse> {
  const size = Math.min(Number(request.query.per_page ?? 30), 100) || 30;
  const number = Math.max(Number(request.query.page ?? 1), 1);
  const last = Math.max(Math.ceil(items.length / size), 1);
  const slice = items.slice((number - 1) * size, number * size);
  const json = await Promise.all(slice.map(present));
  const link = (relation: string, target: number) => {
    const query = new URLSearchParams({ ...request.query, page: String(target) });
    return `<${request.world.apiUrl}${request.pathname}?${query}>; rel="${relation}"`;
  };
  const links = [
    ...(number > 1 ? [link('prev', number - 1)] : []),
    ...(number < last ? [link('next', number + 1), link('last', last)] : []),
    ...(number > 1 ? [link('first', 1)] : []),
  ];
  return {
    status: 200,
    json: wrap === undefined ? json : { total_count: items.length, [wrap]: json },
    ...(links.length > 0 && { headers: { link: links.join(', ') } }),
  };
}
