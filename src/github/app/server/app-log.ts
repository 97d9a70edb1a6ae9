import { type Logger, pino } from 'pino';
import { errorStatus } from '../../error-status.ts';
import type { TaskLog } from '../tools.ts';
import { describeError } from './describe-error.ts';

export interface AppLog {
  /** For our own code: an `Error` among the fields is described, a text that can be no id is left out. */
  readonly log: TaskLog;
  /** For Probot and Octokit, who log payloads, requests and answers: only their messages are kept. */
  readonly probotLog: Logger;
}

/** The least that is written. Nothing below `info`: Probot's lines for debugging are its requests. */
export type AppLogLevel = 'info' | 'warn' | 'error';

/**
 * The log: JSON lines with ids, codes and numbers, never content of a thread, of a payload or a credential. What may
 * be written is said, not what may not: a list of secrets is never whole.
 */
export function createAppLog(options: {
  level: AppLogLevel;
  destination: { write(line: string): void };
}): AppLog {
  const common = { level: options.level, base: null, timestamp: pino.stdTimeFunctions.isoTime };
  const log = pino({ ...common, formatters: { log: idsOnly } }, options.destination);
  const probotLog = pino(
    {
      ...common,
      redact: { paths: ['req'], remove: true },
      hooks: {
        logMethod([first, second], method) {
          const [fields, message] = withoutContent(first, second);
          if (!isRefusal(first)) method.apply(this, [fields, message]);
          // Probot has logged the error inside already; one line is enough.
          else if (first instanceof AggregateError) this.warn(refused);
        },
      },
    },
    options.destination,
  );
  return { log, probotLog };
}

function idsOnly(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).flatMap(idOnly));
}

function idOnly([key, value]: [string, unknown]): [string, unknown][] {
  if (value instanceof Error) return Object.entries(describeError(value));
  if (typeof value === 'number' || typeof value === 'boolean') return [[key, value]];
  const isId = typeof value === 'string' && /^[\w.:/#@[\]-]{1,200}$/.test(value);
  return value === undefined ? [] : [[key, isId ? value : '[left out]']];
}

const refused = 'A webhook was refused: it is not signed with WEBHOOK_SECRET, or it is no JSON.';

/** Octokit refuses a webhook with an error of status 400. Anybody can send one: no reason to wake a person. */
function isRefusal(error: unknown): error is Error {
  const inside = innermost(error);
  return inside instanceof Error && errorStatus(inside) === 400 && !('request' in inside);
}

function withoutContent(first: unknown, second: unknown): [object, string] {
  if (first instanceof Error) {
    const message = typeof second === 'string' ? second : 'Probot or Octokit failed.';
    return [describeError(innermost(first)), message];
  }
  const message = typeof first === 'string' ? first : second;
  // What was searched for, and the code by which GitHub hands out a new App's key, stand in a query.
  return [{}, typeof message === 'string' ? message.replace(/\?\S*/g, '?…') : 'without a message'];
}

/** Octokit wraps what went wrong with a webhook. */
function innermost(error: unknown): unknown {
  return error instanceof AggregateError ? error.errors[0] : error;
}
