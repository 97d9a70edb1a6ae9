import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { Secret } from '../../../config/secret.ts';
import { type DatabaseAddress, databaseUrl } from '../../../engines/database-address.ts';
import { BranchProdError } from '../../../errors.ts';
import type { ObservedStatement, Recording, Tap } from '../tap.ts';
import { readBranch } from './recording/branch-reader.ts';
import type { Catalog } from './recording/catalog.ts';
import { type Ledger, openLedger } from './recording/ledger.ts';
import { observe, type ReadBranch } from './recording/observe.ts';
import { openSession } from './session.ts';
import { createStrangers } from './strangers.ts';
import { createTarget, requireReachable, type SwitchOptions, type Target } from './target.ts';
import { dismiss, greet, type Login } from './wire/greet.ts';
import { fatal } from './wire/messages.ts';

/** For all that is looked up when a recording ends, in milliseconds: a key is worth waiting a little, not more. */
const READING_TIMEOUT = 5000;

/** The tap on the wire to PostgreSQL: for the application a server, whose database is the branch's. */
export interface PostgresTap extends Tap<ObservedStatement> {
  /** For the preview: on 127.0.0.1, with the branch's user and database and a password of the tap's own. */
  readonly url: Secret;
  /**
   * Puts another branch (or the same with something changed) behind the tap. Connections end as when a server is
   * restarted (SQLSTATE 57P01, a transaction is lost), so that pools make new ones, which are on the new branch. An
   * application that dies of a lost connection dies of this too. Connections that are just being made wait. Resolves
   * when no session is left on the old branch; one that the branch itself can't end in 2 seconds may be. Throws
   * `engine-failed`, and changes nothing, when the new one lets no session begin.
   */
  switchTo(address: DatabaseAddress, options?: SwitchOptions): Promise<void>;
}

/**
 * Starts a tap in front of a branch, on a port of its own. Every session of the application has one on the branch:
 * bytes pass as they come (but for what {@link SwitchOptions} change), in bounded memory, and only what a recording
 * needs is looked at. Encryption is not offered: nothing leaves this machine. Throws `engine-failed` when the branch
 * can't be reached, `interrupted`.
 */
export async function startPostgresTap({
  branch,
  signal,
}: {
  branch: DatabaseAddress;
  /** Ends the start; a tap that has started is closed. */
  signal: AbortSignal;
}): Promise<PostgresTap> {
  const { user, database } = branch;
  const login: Login = { user, database, password: randomBytes(24).toString('base64url') };
  const catalogs = new WeakMap<DatabaseAddress, Catalog>();
  const applications = new Set<Socket>();
  const strangers = createStrangers();
  const settingsSoFar = new Set<string>();
  let target = createTarget(branch, {}, []);
  let ledger: Ledger | undefined;
  let closing: Promise<void> | undefined;
  let switching: Promise<void> = Promise.resolve();

  await startTarget(target, signal);
  // Who has said all may still hear the answer.
  const server = createServer({ noDelay: true, allowHalfOpen: true }, (socket) => {
    applications.add(socket);
    strangers.add(socket);
    socket.on('close', () => applications.delete(socket));
    socket.on('error', () => socket.destroy());
    serve(socket).catch(() => socket.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  // A connection that can't be accepted is not made; nothing else ends.
  server.on('error', () => {});
  const { port } = server.address() as AddressInfo;

  async function serve(socket: Socket): Promise<void> {
    const greeting = await greet(socket, login);
    if (greeting?.kind === 'session') {
      strangers.admit(socket);
      return serveSession(socket, greeting.parameters);
    }
    if (greeting?.kind === 'cancel') await cancelStatement(greeting.key);
    dismiss(socket);
  }

  async function serveSession(socket: Socket, parameters: ReadonlyMap<string, string>) {
    for (;;) {
      const current = target;
      const begun = await current.logIn(parameters).catch(() => undefined);
      if (closing !== undefined) return dismiss(socket, shutDown());
      if (current.left.aborted) {
        if (begun && 'socket' in begun) begun.socket.destroy();
        continue;
      }
      if (begun === undefined) {
        return dismiss(socket, fatal('57P03', 'the branch behind the tap can not be reached'));
      }
      if ('refusal' in begun) return dismiss(socket, begun.refusal);
      const session = openSession(socket, begun, { target: current, ledger: () => ledger });
      current.sessions.add(session);
      await session.ended;
      current.sessions.delete(session);
      return;
    }
  }

  async function cancelStatement(key: Buffer): Promise<void> {
    const session = [...target.sessions].find((each) => each.hasKey(key));
    await session?.cancel();
  }

  async function changeTarget(address: DatabaseAddress, options: SwitchOptions): Promise<void> {
    const next = createTarget(address, options, settingsSoFar);
    await requireReachable(next);
    for (const name of Object.keys(next.settings)) settingsSoFar.add(name);
    const left = target;
    target = next;
    await left.leave();
  }

  function record(): Recording<ObservedStatement> {
    if (ledger !== undefined) {
      throw new BranchProdError('internal', 'A tap was told to record while it recorded', {
        nextStep: 'Report this with the command that was run.',
      });
    }
    const own = openLedger();
    ledger = own;
    let ended: Promise<readonly ObservedStatement[]> | undefined;
    return {
      end(signal) {
        ended ??= endRecording(own, signal);
        return ended;
      },
    };
  }

  async function endRecording(
    own: Ledger,
    signal?: AbortSignal,
  ): Promise<readonly ObservedStatement[]> {
    for (const { conversation } of target.sessions) conversation.noteUnanswered(own);
    ledger = undefined;
    const deadline = AbortSignal.timeout(READING_TIMEOUT);
    const giveUp = signal ? AbortSignal.any([signal, deadline]) : deadline;
    const byBranch = Map.groupBy(own.end(), (draft) => draft.branch);
    const observed = await Promise.all(
      [...byBranch].map(([address, drafts]) => {
        const catalog = catalogs.get(address) ?? new Map();
        catalogs.set(address, catalog);
        const { beganAt } = own;
        const read: ReadBranch = (use) => readBranch(address, use, giveUp);
        return observe(drafts, { beganAt, catalog, read });
      }),
    );
    return observed.flat().sort((a, b) => a.atMs - b.atMs);
  }

  async function end(): Promise<void> {
    const closed = once(server, 'close');
    server.close();
    await target.leave();
    for (const socket of applications) socket.destroy();
    await closed;
  }

  function close(): Promise<void> {
    closing ??= end();
    return closing;
  }

  return {
    url: databaseUrl({
      host: '127.0.0.1',
      port,
      user,
      database,
      password: new Secret(login.password),
    }),
    switchTo(address, options = {}) {
      const turn = switching.then(() => changeTarget(address, options));
      switching = turn.catch(() => {});
      return turn;
    },
    record,
    close,
    [Symbol.asyncDispose]: close,
  };
}

async function startTarget(target: Target, signal: AbortSignal): Promise<void> {
  const giveUp = () => void target.leave();
  signal.addEventListener('abort', giveUp, { once: true });
  try {
    if (!signal.aborted) await requireReachable(target);
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    signal.removeEventListener('abort', giveUp);
  }
  if (!signal.aborted) return;
  throw new BranchProdError('interrupted', 'The start of the PostgreSQL tap was interrupted', {
    nextStep: 'Start the investigation again.',
  });
}

function shutDown(): Buffer {
  return fatal('57P01', 'terminating connection due to administrator command');
}
