import type { DatabaseAddress } from '../../../engines/database-address.ts';
import { BranchProdError } from '../../../errors.ts';
import type { Session } from './session.ts';
import { type Settings, settingStatements, withSettings } from './settings.ts';
import type { LimitChange } from './sql/change-limits.ts';
import { terminateSessions } from './terminate-sessions.ts';
import { type BranchSession, logIn, type Refusal } from './wire/log-in.ts';
import { encode, sqlState } from './wire/messages.ts';
import type { ScramCache } from './wire/scram.ts';

/** How long a branch may take to let a session begin, in milliseconds. */
const PATIENCE = 10_000;

/** What is different for sessions from now on, until the next switch; by default nothing. */
export interface SwitchOptions {
  /** Such as `{ enable_indexscan: 'off' }`. */
  readonly settings?: Settings | undefined;
  /**
   * Lets retrievals ask for other numbers of rows than the application has them ask for. They are recorded as the
   * application sent them, with the rows that came.
   */
  readonly limit?: LimitChange | undefined;
}

/** A branch behind the tap, with what is different for sessions on it, for as long as it is the one. */
export interface Target {
  readonly address: DatabaseAddress;
  readonly settings: Settings;
  readonly limit: LimitChange | undefined;
  readonly sessions: Set<Session>;
  /** Given when it is no longer the one. */
  readonly left: AbortSignal;
  /** Begins a session. Throws when the branch can't be reached, when it is left, and when the signal is given. */
  logIn(
    parameters: ReadonlyMap<string, string>,
    signal?: AbortSignal,
  ): Promise<BranchSession | Refusal>;
  /** Ends all sessions; resolves when none is on the branch any more. */
  leave(): Promise<void>;
}

/** `before` are names of settings that other targets had. */
export function createTarget(
  address: DatabaseAddress,
  { settings = {}, limit }: SwitchOptions,
  before: Iterable<string>,
): Target {
  const sessions = new Set<Session>();
  const leaving = new AbortController();
  const cache: ScramCache = new Map();
  const preparation = settingStatements(settings, before);
  return {
    address,
    settings,
    limit,
    sessions,
    left: leaving.signal,
    logIn: (parameters, signal) =>
      logIn(address, {
        parameters: withSettings(parameters, settings),
        preparation,
        cache,
        signal: signal ? AbortSignal.any([leaving.signal, signal]) : leaving.signal,
      }),
    async leave() {
      leaving.abort();
      const busy = [...sessions].filter(({ conversation }) => conversation.isBusy());
      const areTerminated = terminateSessions(address, busy);
      const areEnded = [...sessions].map((session) => session.end(areTerminated));
      await Promise.all([areTerminated, ...areEnded]);
    },
  };
}

/** Shows that the branch lets sessions with these settings begin. Throws `engine-failed`. */
export async function requireReachable(target: Target): Promise<void> {
  const name = 'The branch of the PostgreSQL tap';
  const nextStep = 'See that the branch still runs, and that its PostgreSQL has such settings.';
  let begun: BranchSession | Refusal;
  try {
    begun = await target.logIn(new Map(), AbortSignal.timeout(PATIENCE));
  } catch (cause) {
    throw new BranchProdError('engine-failed', `${name} can't be reached`, { nextStep, cause });
  }
  if ('refusal' in begun) {
    const code = sqlState(begun.refusal.subarray(5)) ?? 'without a code';
    throw new BranchProdError('engine-failed', `${name} refuses sessions (${code})`, { nextStep });
  }
  begun.socket.resume().end(encode('X'));
}
