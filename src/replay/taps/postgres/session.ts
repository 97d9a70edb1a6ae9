import { timingSafeEqual } from 'node:crypto';
import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Conversation, followConversation } from './conversation/conversation.ts';
import type { Ledger } from './recording/ledger.ts';
import { createLimitRewriter } from './rewrite-limits.ts';
import type { Target } from './target.ts';
import { type BranchSession, cancel } from './wire/log-in.ts';
import { CANCEL_REQUEST, encode, encodeStartup, fatal } from './wire/messages.ts';
import { relay } from './wire/relay.ts';

/** How long the two sides may take to go when they are told to, in milliseconds. */
const PATIENCE = 2000;

/** Bytes of a process id and its secret, in protocol 3.0. */
const KEY = 8;

/** An application's session on a branch. */
export interface Session {
  readonly conversation: Conversation;
  /** The branch's process for it, by whose number it can be ended; `undefined` if it has said none. */
  readonly processId: number | undefined;
  /** Whether a request to cancel that carries this key means this session. */
  hasKey(key: Buffer): boolean;
  /** Asks the branch to end what the session does now. */
  cancel(): Promise<void>;
  /**
   * Ends it on both sides, as a server that is shut down does; resolves when the branch has let go of it, or after some
   * seconds. `isTerminated` says whether the branch has been told to end it; else what it does now is cancelled, and
   * what has been asked behind that still runs.
   */
  end(isTerminated: Promise<boolean>): Promise<void>;
  /** When both sides are closed. Never rejects. */
  readonly ended: Promise<void>;
}

/** Lets an application and the session that a branch has begun for it speak with each other. */
export function openSession(
  application: Socket,
  { socket: branch, greeting, key }: BranchSession,
  options: {
    readonly target: Pick<Target, 'address' | 'limit'>;
    readonly ledger: () => Ledger | undefined;
  },
): Session {
  const { target, ledger } = options;
  const { address, limit } = target;
  const conversation = followConversation({ branch: address, ledger });
  application.write(greeting);
  const change = limit && createLimitRewriter(limit);
  const ended = relay(application, branch, { ...conversation, change });

  async function cancelStatement(): Promise<void> {
    const request = encodeStartup(CANCEL_REQUEST, key);
    await cancel(address, request, AbortSignal.timeout(PATIENCE));
  }

  async function end(isTerminated: Promise<boolean>): Promise<void> {
    // In the middle of a row nothing else can be said.
    if (conversation.isBetweenMessages()) {
      application.end(fatal('57P01', 'terminating connection due to administrator command'));
    } else application.destroy();
    const isBusy = conversation.isBusy();
    branch.end(encode('X'));
    const isOver = Promise.race([ended, sleep(PATIENCE, undefined, { ref: false })]);
    const isEnding = !isBusy || (await Promise.race([isTerminated, isOver])) === true;
    if (!isEnding && !branch.closed) await cancelStatement();
    if (!branch.closed) await Promise.race([closed(branch), isOver]);
    branch.destroy();
    // Who does not read what was said does not see the end either.
    void isOver.then(() => application.destroy());
  }

  return {
    conversation,
    processId: key.length === KEY ? key.readInt32BE(0) : undefined,
    hasKey: (given) => given.length === KEY && key.length === KEY && timingSafeEqual(given, key),
    cancel: cancelStatement,
    end,
    ended,
  };
}

function closed(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    socket.once('close', () => resolve());
  });
}
