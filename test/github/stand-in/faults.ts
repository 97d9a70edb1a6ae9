import { setTimeout as sleep } from 'node:timers/promises';
import type { ApiResponse } from './api.ts';

/** Which requests something happens to. */
interface Target {
  /** `POST`; without one every method. */
  readonly method?: string;
  /** Tested against the path, without the query. */
  readonly path: RegExp;
  /** How many requests it happens to. Default: 1. */
  readonly times?: number;
}

/** What GitHub answers instead. */
export interface Fault extends Target {
  /** A status, or `reset`: the connection ends without an answer. */
  readonly status: number | 'reset';
  readonly headers?: Readonly<Record<string, string>>;
  /** GitHub does what it was asked for, and only its answer is lost. Default: it does nothing. */
  readonly afterwards?: boolean;
}

/** How long GitHub takes before it does anything. */
export interface Delay extends Target {
  readonly ms: number;
}

export interface Faults {
  failNext(fault: Fault): void;
  delay(delay: Delay): void;
  /** Waits as long as was asked for, and takes the fault of this request. */
  meet(method: string, pathname: string): Promise<Fault | undefined>;
}

/** No faults, until a test asks for one. */
export function createFaults(): Faults {
  const faults: { readonly target: Fault; left: number }[] = [];
  const delays: { readonly target: Delay; left: number }[] = [];
  return {
    failNext(target) {
      faults.push({ target, left: target.times ?? 1 });
    },
    delay(target) {
      delays.push({ target, left: target.times ?? 1 });
    },
    async meet(method, pathname) {
      const fault = take(faults, method, pathname);
      const delay = take(delays, method, pathname);
      if (delay !== undefined) await sleep(delay.ms);
      return fault;
    },
  };
}

/** The answer of a fault, in GitHub's words; `undefined` for a connection that ends. */
export function faultAnswer({ status, headers = {} }: Fault): ApiResponse | undefined {
  if (status === 'reset') return undefined;
  if (status >= 500) {
    const bytes = Buffer.from('<html><body><h1>Unicorn!</h1></body></html>');
    return { status, headers: { 'content-type': 'text/html', ...headers }, bytes };
  }
  const isLimit = status === 429 || headers['retry-after'] !== undefined;
  const page = 'rate-limits-for-the-rest-api#about-secondary-rate-limits';
  const message = isLimit
    ? 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.'
    : status === 403
      ? 'Resource not accessible by integration'
      : 'The stand-in was told to fail.';
  return {
    status,
    headers,
    json: {
      documentation_url: `https://docs.github.com/rest/using-the-rest-api/${page}`,
      message,
    },
  };
}

function take<T extends Target>(
  list: { readonly target: T; left: number }[],
  method: string,
  pathname: string,
): T | undefined {
  const entry = list.find(
    ({ target, left }) =>
      left > 0 &&
      (target.method === undefined || target.method === method) &&
      target.path.test(pathname),
  );
  if (entry !== undefined) entry.left -= 1;
  return entry?.target;
}
